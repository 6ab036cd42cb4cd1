package dev.tern.rpc.protoc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavadocTest {
    @ParameterizedTest
    @CsvSource({
        "a*/b, a*&#47;b",
        "**/, **&#47;",
        "/**, /&#42;*",
        "a/b*c, a/b*c",
        "<b>, &lt;b&gt;",
        "&lt;, &amp;lt;",
        "@param, &#64;param",
        "{@code x}, &#123;&#64;code x&#125;",
        "C:\\users, C:&#92;users",
        "grüße 你好 😀, grüße 你好 😀"
    })
    void escapesWhatJavadocOrJavaWouldRead(String text, String escaped) {
        assertEquals(escaped, Javadoc.escape(text));
    }

    @Test
    void isOneLineWithoutComment() {
        assertEquals("/** Note. */\n", javadoc("", "Note."));
    }

    @Test
    void putsTheNoteInAParagraphOfItsOwn() {
        assertEquals("/**\n * Text.\n *\n * <p>Note.\n */\n", javadoc(" Text.\n", "Note."));
    }

    @Test
    void startsAParagraphAfterEmptyLines() {
        assertEquals(
                "/**\n * One\n * line.\n *\n * <p>Two.\n *\n * <p>Note.\n */\n",
                javadoc("\n One\n   line.\n\n \n Two.\n\n", "Note."));
    }

    @Test
    void keepsTheLinesOfANote() {
        assertEquals("/**\n * One\n * two.\n */\n", javadoc("", "One\ntwo."));
    }

    private static String javadoc(String comment, String note) {
        SourceText source = new SourceText();
        Javadoc.write(source, comment, note);
        return source.toString();
    }
}
