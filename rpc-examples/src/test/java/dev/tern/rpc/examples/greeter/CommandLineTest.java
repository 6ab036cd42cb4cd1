package dev.tern.rpc.examples.greeter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @Test
    void aFlagHasItsDefaultUnlessGiven() {
        assertEquals(50051, of().port("port", 0));
    }

    @Test
    void aValueFollowsItsFlagAsAWordOrAfterAnEqualsSign() {
        assertEquals(1, of("--port", "1").port("port", 0));
        assertEquals(2, of("--port=2").port("port", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot", "-port", "port", "", "50051"})
    void whatIsNoKnownFlagIsRefused(String argument) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> of(argument));
        assertEquals(
                "'" + argument + "' is not known; the flags and their defaults are --port 50051", refused.getMessage());
    }

    @Test
    void aFlagWithoutItsValueIsRefused() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> of("--port"));
        assertEquals("'--port' needs a value; the flags and their defaults are --port 50051", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "", "99999999999"})
    void whatIsNoPortIsRefused(String value) {
        CommandLine line = of("--port", value);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> line.port("port", 1));
        assertEquals("--port '" + value + "' is not a port: 1 to 65535", refused.getMessage());
    }

    private static CommandLine of(String... arguments) {
        return CommandLine.of(arguments, Map.of("port", "50051"));
    }
}
