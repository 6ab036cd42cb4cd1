package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTextTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "no such thing ~, no such thing ~",
        "100%, 100%25",
        "'  x y ', %20 x y%20",
        "' ', %20",
        "'a\tb\r\n', a%09b%0D%0A",
        "\u007f, %7F",
        "\u00e4, %C3%A4",
        "\ud83c\udf4e!, %F0%9F%8D%8E!",
    })
    void textIsReadAsItWasEscaped(String text, String escaped) {
        assertEquals(escaped, PercentText.encode(text).toString());
        assertEquals(text, PercentText.decode(PercentText.encode(text)));
    }

    @Test
    void everyCharacterButHalvesOfPairsComesBack() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x300 ? 1 : 97) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                String text = Character.toString(c);
                assertEquals(text, PercentText.decode(PercentText.encode(text)));
            }
        }
        assertEquals("?", PercentText.encode("\ud83c").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "%, %",
        "100%, 100%",
        "%4, %4",
        "%zz, %zz",
        "%%41, %A",
        "%4%41, %4A",
        "a%c3%A4, a\u00e4",
        "%-1, %-1",
        "%\uff11\uff11, %??"
    })
    void anEscapeThatIsNoneStaysAsItIs(String escaped, String text) {
        assertEquals(text, PercentText.decode(escaped));
    }

    @Test
    void bytesThatAreNotUtf8BecomeTheReplacementCharacter() {
        assertEquals("a\ufffdb", PercentText.decode("a%FFb"));
        assertEquals("\ufffd", PercentText.decode("%C3"));
    }

    @Test
    void bytesThatWereNeverEscapedAreReadAsUtf8() {
        AsciiString raw = new AsciiString("\u00e4 %41".getBytes(StandardCharsets.UTF_8));
        assertEquals("\u00e4 A", PercentText.decode(raw));
    }

    @Test
    void aCutFallsBetweenCharacters() {
        String text = "a\u00e4%\ud83c\udf4eb\u20ac";
        AsciiString escaped = PercentText.encode(text);
        for (int maxBytes = 0; maxBytes <= escaped.length() + 1; maxBytes++) {
            AsciiString cut = PercentText.cut(escaped, maxBytes);
            assertTrue(cut.length() <= maxBytes && text.startsWith(PercentText.decode(cut)), maxBytes + " gave " + cut);
            assertTrue(maxBytes - cut.length() < 12 || maxBytes > escaped.length(), "more than one character lost");
        }
    }

    @Test
    void aCutDoesNotEndInASpaceWhichHttpForbids() {
        assertEquals("ab", PercentText.cut(PercentText.encode("ab  cd"), 4).toString());
        assertEquals("", PercentText.cut(PercentText.encode("\u00e4"), 2).toString());
    }

    @Test
    void aCutWithNoRoomIsEmpty() {
        assertEquals(0, PercentText.cut(PercentText.encode("\u00e4"), -1).length());
    }
}
