package dev.tern.rpc.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private static final Map<String, String> DEFAULTS = new TreeMap<>(Map.of("port", "8080", "use_tls", "false"));

    @Test
    void aValueFollowsAnEqualsSignOrASpace() {
        CommandLine line = CommandLine.of(new String[] {"--port=1", "--use_tls", "true"}, DEFAULTS);
        assertEquals(1, line.number("port", 0, 65_535));
        assertTrue(line.isOn("use_tls"));
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        CommandLine line = CommandLine.of(new String[] {}, DEFAULTS);
        assertEquals("8080", line.text("port"));
        assertFalse(line.isOn("use_tls"));
    }

    @Test
    void aFlagNobodyKnowsIsNamed() {
        assertEquals(
                "'--prot' is not known; the flags and their defaults are --port=8080 --use_tls=false",
                refusal("--prot=1"));
    }

    @Test
    void aFlagWithoutItsValueIsNamed() {
        assertEquals(
                "'--port' needs a value; the flags and their defaults are --port=8080 --use_tls=false",
                refusal("--port"));
    }

    @Test
    void aNumberOutOfItsRangeIsNamed() {
        CommandLine line = CommandLine.of(new String[] {"--port=65536"}, DEFAULTS);
        assertEquals(
                "--port '65536' is not a number from 0 to 65535",
                assertThrows(IllegalArgumentException.class, () -> line.number("port", 0, 65_535))
                        .getMessage());
    }

    @Test
    void whatIsNeitherTrueNorFalseIsNamed() {
        CommandLine line = CommandLine.of(new String[] {"--use_tls=yes"}, DEFAULTS);
        assertEquals(
                "--use_tls 'yes' is neither true nor false",
                assertThrows(IllegalArgumentException.class, () -> line.isOn("use_tls"))
                        .getMessage());
    }

    private static String refusal(String... arguments) {
        return assertThrows(IllegalArgumentException.class, () -> CommandLine.of(arguments, DEFAULTS))
                .getMessage();
    }
}
