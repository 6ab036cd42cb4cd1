package dev.tern.rpc.benchmarks.compare.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void cellsAreFoundByTheNamesInTheFirstLine() {
        assertEquals(List.of(Map.of("a", "1", "b", "2"), Map.of("a", "3", "b", "4")), Csv.parse("a,b\n1,2\n3,4\n"));
    }

    @Test
    void quotedCellsHaveCommasQuotesAndLineEnds() {
        assertEquals(List.of(Map.of("a", "x, \"y\"\nz", "b", "")), Csv.parse("a,b\n\"x, \"\"y\"\"\nz\",\n"));
    }

    @Test
    void lastLineNeedsNoEnd() {
        assertEquals(List.of(Map.of("a", "1", "b", "")), Csv.parse("a,b\r\n1,"));
    }

    @Test
    void emptyLinesAreNoRows() {
        assertEquals(1, Csv.parse("a,b\n\n1,2\n\n").size());
    }

    @Test
    void rowOfTooFewOrTooManyCellsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Csv.parse("a,b\n1\n"));
        assertThrows(IllegalArgumentException.class, () -> Csv.parse("a,b\n1,2,3\n"));
    }

    @Test
    void quoteThatDoesNotEndIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Csv.parse("a,b\n1,\"2\n"));
    }
}
