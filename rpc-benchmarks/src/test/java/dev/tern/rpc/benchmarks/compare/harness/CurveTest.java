package dev.tern.rpc.benchmarks.compare.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static final List<Curve> ALL =
            Stream.concat(Curve.ALL.stream(), Curve.IDLE.stream()).toList();

    @Test
    void peersOfEachAreInTheCatalogueAndNeedNoProject() throws IOException {
        Catalogue catalogue = Catalogue.read(Path.of("peers/catalogue"));
        for (Curve curve : ALL) {
            List<CatalogueEntry> peers = catalogue.select(curve.peers());
            assertEquals(curve.peers().size(), peers.size(), curve.name());
            assertTrue(peers.stream().allMatch(CatalogueEntry::isHere), curve.name());
        }
    }

    @Test
    void pointsOfEachAreDifferentAndHaveItsName() {
        for (Curve curve : ALL) {
            assertEquals(curve.points().size(), new HashSet<>(curve.points()).size(), curve.name());
            assertTrue(curve.points().stream().allMatch(point -> point.name().equals(curve.name())), curve.name());
        }
    }

    @Test
    void pointsSurviveTheCommandLine() {
        for (Curve curve : ALL) {
            for (Workload point : curve.points()) {
                assertEquals(point, Workload.parse(point.argument()));
            }
        }
    }

    @Test
    void metadataIsAsLongAsItSays() {
        for (int bytes : new int[] {0, 128, 4_096}) {
            int sum = new Extras(1, bytes, 0, 0)
                    .metadata().stream()
                            .mapToInt(entry ->
                                    entry.getKey().length() + entry.getValue().length())
                            .sum();
            assertEquals(bytes, sum);
        }
    }

    @Test
    void allTakeLessThanHalfAnHourByDefault() throws IOException {
        Options options = Options.parse("--curves");
        Plan plan = options.plan(Catalogue.read(Path.of("peers/catalogue")).select(List.of()));
        int seconds = options.rounds()
                * plan.seconds(peer -> options.warmupSeconds(peer) + options.seconds() + Comparison.START_SECONDS);
        assertTrue(seconds < 30 * 60, () -> seconds + " s");
    }
}
