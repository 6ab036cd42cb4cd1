package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryValueTest {
    @Test
    void bytesOfEveryLengthComeBack() {
        Random random = new Random(20_261_124);
        for (int length = 0; length < 100; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, BinaryValue.decode(BinaryValue.encode(bytes)));
            assertEquals(BinaryValue.encode(bytes).length(), BinaryValue.encodedLength(length));
        }
    }

    @Test
    void nothingIsPaddedWhenWritten() {
        assertEquals("/w", BinaryValue.encode(new byte[] {-1}).toString());
        assertEquals("", BinaryValue.encode(new byte[0]).toString());
    }

    @Test
    void paddingIsUnderstood() {
        assertArrayEquals(new byte[] {-1}, BinaryValue.decode("/w=="));
        assertArrayEquals(new byte[] {-1, -1}, BinaryValue.decode(AsciiString.of("//8=")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=", "/w=", "/w==x", "_w", "a b=", "\u00e4\u00e4\u00e4\u00e4", "\u4141\u4141", "/w\n"})
    void whatIsNotBase64IsRefused(String value) {
        assertThrows(
                IllegalArgumentException.class,
                () -> BinaryValue.decode(value),
                () -> Arrays.toString(BinaryValue.decode(value)));
    }
}
