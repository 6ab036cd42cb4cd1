package dev.tern.rpc.benchmarks.compare.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final CatalogueEntry A = peer("a", "W1", "W2");
    private static final CatalogueEntry B = peer("b", "W1");
    private static final CatalogueEntry C = peer("tern-native-direct", "W1");

    private static CatalogueEntry peer(String name, String... workloads) {
        return new CatalogueEntry(name, CatalogueEntry.HERE, 17, 0, Set.of(workloads), "a.Peer", "");
    }

    @Test
    void eachRoundBeginsWithAnotherPeer() {
        Plan.Step step =
                Plan.comparison(List.of("W1"), List.of(A, B, C)).steps().get(0);
        assertEquals(List.of(A, B, C), step.inRound(1));
        assertEquals(List.of(B, C, A), step.inRound(2));
        assertEquals(List.of(C, A, B), step.inRound(3));
        assertEquals(List.of(A, B, C), step.inRound(4));
    }

    @Test
    void peersAreRunUnderWhatTheyCanDoOnly() {
        Plan plan = Plan.comparison(List.of(), List.of(A, B));
        assertEquals(3, plan.samples());
        assertEquals(List.of(A), plan.steps().get(1).peers());
    }

    @Test
    void curvesAreForTheirPeersOnly() {
        Plan plan = Plan.curves(List.of("interceptors"), List.of(A, B, C));
        assertEquals(5, plan.samples());
        assertEquals(List.of(C), plan.steps().get(0).peers());
    }

    @Test
    void unknownNamesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Plan.comparison(List.of("payload"), List.of(A)));
        assertThrows(IllegalArgumentException.class, () -> Plan.curves(List.of("W1"), List.of(C)));
    }
}
