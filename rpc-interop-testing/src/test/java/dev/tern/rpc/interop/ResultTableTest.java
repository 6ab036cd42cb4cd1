package dev.tern.rpc.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
    private static final String BEGIN = "before\n<!-- results: written by InteropMatrixTest -->\n";
    private static final String END = "<!-- end of results -->\nafter\n";

    private final ResultTable table = new ResultTable();

    @TempDir
    private Path folder;

    @Test
    void aTableIsCompleteWithAResultForEveryCaseInEveryColumn() {
        for (Column column : Column.values()) {
            for (TestCase testCase : TestCase.values()) {
                assertFalse(table.isComplete());
                table.add(testCase, column, Result.PASSED);
            }
        }
        assertTrue(table.isComplete());
    }

    @Test
    void aTableTakesThePlaceOfTheOneBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("interop.md"), BEGIN + "an older table\n" + END);
        table.add(TestCase.EMPTY_UNARY, Column.TERN_CALLS_TERN, Result.PASSED);
        table.writeTo(file);
        assertEquals(BEGIN + "\n" + table.markdown() + "\n" + END, Files.readString(file));
    }

    @Test
    void theSameTableAgainChangesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("interop.md"), BEGIN + END);
        table.writeTo(file);
        String once = Files.readString(file);
        table.writeTo(file);
        assertEquals(once, Files.readString(file));
    }

    @Test
    void aFileWithNoPlaceForATableIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("interop.md"), "no marks\n");
        assertThrows(IOException.class, () -> table.writeTo(file));
    }
}
