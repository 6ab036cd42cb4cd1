package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class AsciiTextsTest {
    private final AsciiTexts texts = AsciiTexts.ofThisThread();

    @Test
    void theSameTextIsTheSameObjectWhoeverMadeIt() {
        String token = "Bearer abc";
        assertSame(texts.get(token), texts.get(new String(token)));
        assertEquals(token, texts.get(token).toString());
    }

    @Test
    void moreThanAreKeptAreStillEachItsOwn() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                assertEquals("text " + i, texts.get("text " + i).toString());
            }
        }
    }

    @Test
    void longOnesAreNotKept() {
        String longest = "x".repeat(AsciiTexts.MAX_KEPT_CHARS);
        assertSame(texts.get(longest), texts.get(longest));
        String longer = longest + "x";
        assertNotSame(texts.get(longer), texts.get(longer));
        assertEquals(longer, texts.get(longer).toString());
    }

    @Test
    void nothingIsATextToo() {
        assertEquals(0, texts.get("").length());
    }
}
