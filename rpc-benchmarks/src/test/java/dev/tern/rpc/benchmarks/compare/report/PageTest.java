package dev.tern.rpc.benchmarks.compare.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final String PAGE =
            "prose $1 \\\n<!-- begin a -->\nold\n<!-- end a -->\nmore\n<!-- begin b -->kept<!-- end b -->\nend\n";

    @Test
    void blockIsMadeAnewAndTheRestStays() {
        assertEquals(PAGE.replace("\nold\n", "\n\nnew $2\n\n"), Page.fill(PAGE, Map.of("a", "new $2\n")));
    }

    @Test
    void fillingTwiceChangesNothingMore() {
        Map<String, String> blocks = Map.of("a", "one\n\ntwo", "b", "three");
        String once = Page.fill(PAGE, blocks);
        assertEquals(once, Page.fill(once, blocks));
    }

    @Test
    void blockThatThePageHasNoPlaceForIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Page.fill(PAGE, Map.of("c", "lost")));
    }
}
