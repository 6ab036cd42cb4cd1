package dev.tern.rpc.benchmarks.compare.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.benchmarks.compare.harness.RawResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    private static Page.Parts parts(String text) {
        Results results = new Results(List.of(Run.of("run", text)));
        Page.Parts parts = new Page.Parts();
        Comparisons.add(results, parts, "folder");
        Curves.add(results, parts, "folder");
        return parts;
    }

    /** Holds the names of columns, which those who write and those who read have apart. */
    @Test
    void figuresThatTheComparisonWritesAreInTheirCells() throws IOException {
        String medians = parts(RawResults.text(folder)).blocks().get("medians");
        assertTrue(
                medians.contains(
                        "| `some, \"quoted\"` | 101 | 105 + 106 | 107 / 108 | 102 / 103 / 104 | 109 / 110 | 1 | 1 |\n"),
                medians);
    }

    @Test
    void lostCallsAreToldOfOneWayCallsOnly() throws IOException {
        String medians = parts(RawResults.text(folder)).blocks().get("medians");
        assertTrue(medians.contains(" | 109 / 110 | 1 | 1 | 25.00 % |\n"), medians);
        assertEquals(1, medians.split("lost", -1).length - 1);
    }

    @Test
    void peerThatFailedInAllRoundsIsThereWithoutFigures() throws IOException {
        String medians = parts(RawResults.text(folder)).blocks().get("medians");
        assertTrue(medians.contains("| `some, \"quoted\"` | – | – | – | – | – | – | none |\n"), medians);
    }

    @Test
    void whatTheResultsDoNotHaveIsNotMade() throws IOException {
        Page.Parts parts = parts(RawResults.text(folder));
        assertFalse(parts.blocks().containsKey("curves"));
        assertFalse(parts.blocks().containsKey("idle"));
    }

    @Test
    void factsSayWhatTheRunWas() throws IOException {
        String machine = parts(RawResults.text(folder)).blocks().get("machine");
        assertTrue(machine.startsWith("- Run 1: commit abc, 2026-01-02; "), machine);
        assertTrue(
                machine.endsWith("JDK 17; Netty 4.2, grpc-java 1.85; 1 round, 5 s measured after 20 s to warm up."),
                machine);
    }

    @Test
    void curveHasARowForEachOfItsPointsInTheirOrder() {
        Page.Parts parts = parts("""
                round,peer,workload,payload_bytes,per_second,server_cpu_us,client_cpu_us,server_bytes,client_bytes,failure
                1,tern,payload,1024,10,2,1,40,60,
                1,tern,payload,0,20,1,1,4,6,
                1,other,payload,1024,10,2,1,40,60,broken
                """);
        String curves = parts.blocks().get("curves");
        assertTrue(curves.contains("| 0 | 2.00 | – | 10.0 | – |\n| 1 KiB | 3.00 | – | 100 | – |\n"), curves);
        assertTrue(parts.files().containsKey("curve-payload.svg"));
        assertFalse(parts.blocks().containsKey("medians"));
    }
}
