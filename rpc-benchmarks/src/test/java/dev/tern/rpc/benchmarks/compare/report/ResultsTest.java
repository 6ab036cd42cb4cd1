package dev.tern.rpc.benchmarks.compare.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final String HEAD =
            "round,peer,workload,per_second,server_cpu_us,client_cpu_us,failure,commit,machine\n";

    private static Run run(String... rows) {
        StringBuilder text = new StringBuilder(HEAD);
        for (String row : rows) {
            text.append(row).append(",abc,here\n");
        }
        return Run.of("run", text.toString());
    }

    private static OptionalDouble ratio(Figure figure, Run... runs) {
        return new Results(List.of(runs)).ratio(figure, "tern", "netty", "W1");
    }

    @Test
    void ratioIsThatOfMedians() {
        Run run = run(
                "1,tern,W1,90,1,1,",
                "2,tern,W1,80,1,1,",
                "3,tern,W1,1,1,1,",
                "1,netty,W1,100,1,1,",
                "2,netty,W1,160,1,1,",
                "3,netty,W1,999,1,1,");
        assertEquals(0.5, ratio(Figure.PER_SECOND, run).getAsDouble());
    }

    @Test
    void cpuIsTheMedianOfSumsNotTheSumOfMedians() {
        Run run = run("1,tern,W1,1,1,9,", "2,tern,W1,1,9,1,", "3,tern,W1,1,5,8,", "1,netty,W1,1,1,1,");
        assertEquals(5, ratio(Figure.CPU, run).getAsDouble());
    }

    @Test
    void sidesOfDifferentRunsGiveNoRatio() {
        assertTrue(ratio(Figure.PER_SECOND, run("1,tern,W1,90,1,1,"), run("1,netty,W1,100,1,1,"))
                .isEmpty());
    }

    @Test
    void lastRunThatHasBothSidesCounts() {
        Run first = run("1,tern,W1,10,1,1,", "1,netty,W1,100,1,1,");
        Run second = run("1,tern,W1,30,1,1,", "1,netty,W1,100,1,1,");
        Run third = run("1,tern,W1,90,1,1,", "1,netty,W2,100,1,1,");
        assertEquals(0.3, ratio(Figure.PER_SECOND, first, second, third).getAsDouble());
    }

    @Test
    void runWithMoreGoodRoundsCountsWhereverItStands() {
        Run three = run("1,tern,W1,30,1,1,", "2,tern,W1,30,1,1,", "1,netty,W1,100,1,1,");
        Run one = run("1,tern,W1,90,1,1,", "2,tern,W1,0,0,0,broken", "1,netty,W1,100,1,1,");
        assertEquals(0.3, ratio(Figure.PER_SECOND, three, one).getAsDouble());
        assertEquals(0.3, ratio(Figure.PER_SECOND, one, three).getAsDouble());
        Results both = new Results(List.of(three, one));
        assertEquals(three, both.best("tern", "W1").orElseThrow());
        assertEquals(one, both.best("netty", "W1").orElseThrow());
        assertTrue(both.best("tern", "W2").isEmpty());
    }

    @Test
    void serversShareIsOfCpu() {
        Results results = new Results(List.of(run("1,tern,W1,30,1,3,")));
        assertEquals(0.25, results.serversShare("tern", "W1"));
    }

    @Test
    void roundsThatFailedDoNotCount() {
        Run run = run("1,tern,W1,5,1,1,", "2,tern,W1,900,1,1,broken", "3,tern,W1,0,0,0,broken", "1,netty,W1,10,1,1,");
        assertEquals(0.5, ratio(Figure.PER_SECOND, run).getAsDouble());
        assertEquals(2, run.medians("tern", "W1").orElseThrow().failed());
    }

    @Test
    void peerThatFailedInAllRoundsHasNoRatio() {
        assertTrue(ratio(Figure.PER_SECOND, run("1,tern,W1,0,0,0,broken", "1,netty,W1,10,1,1,"))
                .isEmpty());
    }

    @Test
    void fileOfSeveralRunsIsRefused() {
        String text = HEAD + "1,tern,W1,1,1,1,,abc,here\n2,tern,W1,1,1,1,,def,here\n";
        assertThrows(IllegalArgumentException.class, () -> Run.of("run", text));
    }

    @Test
    void fileWithoutSamplesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Run.of("run", HEAD));
    }

    @Test
    void cellThatShouldBeANumberAndIsNoneIsRefused() {
        Run run = run("1,tern,W1,many,1,1,", "1,netty,W1,10,1,1,");
        assertThrows(IllegalArgumentException.class, () -> ratio(Figure.PER_SECOND, run));
    }
}
