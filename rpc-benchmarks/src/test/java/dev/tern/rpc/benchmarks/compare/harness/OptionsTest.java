package dev.tern.rpc.benchmarks.compare.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final CatalogueEntry QUICK = peer("quick", 0);
    private static final CatalogueEntry SLOW = peer("slow", 20);

    private static CatalogueEntry peer(String name, int leastWarmupSeconds) {
        return new CatalogueEntry(name, CatalogueEntry.HERE, 17, leastWarmupSeconds, Set.of("W1"), "a.Peer", "");
    }

    @Test
    void peersWarmUpAsLongAsTheCatalogueSaysAtLeast() {
        Options options = Options.parse();
        assertEquals(10, options.warmupSeconds(QUICK));
        assertEquals(20, options.warmupSeconds(SLOW));
    }

    @Test
    void allWarmUpAsLongAsTheCommandLineSays() {
        Options options = Options.parse("--warmup", "2");
        assertEquals(2, options.warmupSeconds(QUICK));
        assertEquals(2, options.warmupSeconds(SLOW));
    }

    @Test
    void estimateCountsEachPeersOwnWarmUp() {
        Options options = Options.parse();
        assertEquals(30, Plan.comparison(List.of("W1"), List.of(QUICK, SLOW)).seconds(options::warmupSeconds));
    }
}
