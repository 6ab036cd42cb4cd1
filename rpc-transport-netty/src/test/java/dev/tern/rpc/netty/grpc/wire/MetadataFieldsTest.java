package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.StatusCode;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataFieldsTest {
    private static final int LIMIT = 8_192;

    private static final Metadata SOME = Metadata.builder()
            .add(Metadata.Key.text("trace"), "one")
            .add(Metadata.Key.binary("bytes-bin"), new byte[] {0, -1, 7})
            .add(Metadata.Key.text("trace"), "")
            .add(Metadata.Key.binary("empty-bin"), new byte[0])
            .add(Metadata.Key.binary("bytes-bin"), new byte[] {1})
            .build();

    @Test
    void entriesAreReadInOrder() {
        assertEquals(SOME, new RepeatedMetadata().read(written(SOME), LIMIT));
    }

    @Test
    void noEntriesAreTheOneEmptyMetadata() {
        assertSame(Metadata.EMPTY, new RepeatedMetadata().read(block("content-type", "application/grpc"), 0));
    }

    @Test
    void bytesTravelInBase64WithoutPadding() {
        assertEquals(
                "AA",
                written(Metadata.of(Metadata.Key.binary("a-bin"), new byte[1]))
                        .get("a-bin")
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-type",
                "te",
                "host",
                "content-length",
                "connection",
                "keep-alive",
                "proxy-connection",
                "transfer-encoding",
                "upgrade",
                "grpc-status",
                "grpc-timeout",
                "grpc-anything"
            })
    void fieldsOfTheProtocolsAreLeftOutBothWays(String name) {
        assertTrue(written(Metadata.builder().addText(name, "x").build()).isEmpty());
        assertSame(Metadata.EMPTY, new RepeatedMetadata().read(block(name, "x"), LIMIT));
    }

    @Test
    void pseudoHeaderFieldsAreNoMetadata() {
        assertSame(Metadata.EMPTY, new RepeatedMetadata().read(block(":path", "/a/b"), LIMIT));
    }

    @Test
    void theUserAgentIsGivenToTheApplication() {
        Metadata read = new RepeatedMetadata().read(block("user-agent", "grpc-java/1.2.3"), LIMIT);
        assertEquals(
                "grpc-java/1.2.3", read.first(Metadata.Key.text("user-agent")).orElseThrow());
    }

    @Test
    void bytesJoinedByCommasAreAsManyEntries() {
        Metadata expected = Metadata.builder()
                .addBytes("a-bin", new byte[] {-1})
                .addBytes("a-bin", new byte[0])
                .addBytes("a-bin", new byte[] {-1, -1})
                .build();
        assertEquals(expected, new RepeatedMetadata().read(block("a-bin", "/w==,, //8"), LIMIT));
    }

    @Test
    void textKeepsItsCommas() {
        assertEquals(
                "1, 2", new RepeatedMetadata().read(block("a", "1, 2"), LIMIT).text(0));
    }

    @Test
    void spacesAndTabsAroundAValueGo() {
        assertEquals(
                "b  c",
                new RepeatedMetadata().read(block("a", " \tb  c\t "), LIMIT).text(0));
        assertEquals("", new RepeatedMetadata().read(block("a", " \t"), LIMIT).text(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "\u00e4", "b\u0080"})
    void textThatHttpAllowsAndGrpcDoesNotIsLeftOut(String value) {
        Http2Headers block = block("a", value).add("b", "kept");
        assertEquals(Metadata.of(Metadata.Key.text("b"), "kept"), new RepeatedMetadata().read(block, LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a!", "a b", "A", "\u00e4", ""})
    void aNameThatGrpcDoesNotAllowIsLeftOut(String name) {
        assertSame(Metadata.EMPTY, new RepeatedMetadata().read(block(name, "x"), LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "a\rb", "\u0000", "a\u007f", "\u001f"})
    void aControlCharacterEndsTheCallWithTheFieldsName(String value) {
        WireException error =
                assertThrows(WireException.class, () -> new RepeatedMetadata().read(block("a-b", value), LIMIT));
        assertEquals(StatusCode.INTERNAL, error.status().code());
        assertTrue(error.status().message().contains("'a-b'"), error.status().message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "/w,a", "\u00e4\u00e4\u00e4\u00e4"})
    void bytesThatAreNotBase64EndTheCallWithTheFieldsName(String value) {
        WireException error =
                assertThrows(WireException.class, () -> new RepeatedMetadata().read(block("a-bin", value), LIMIT));
        assertEquals(StatusCode.INTERNAL, error.status().code());
        assertTrue(error.status().message().contains("'a-bin'"), error.status().message());
    }

    @Test
    void theLimitIsTheMeasureOfTheMetadata() {
        int measured = (int) SOME.measuredBytes();
        assertEquals(SOME, new RepeatedMetadata().read(written(SOME), measured));
        WireException error =
                assertThrows(WireException.class, () -> new RepeatedMetadata().read(written(SOME), measured - 1));
        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED.withMessage(
                        "metadata of at least " + measured + " bytes exceeds maxMetadataBytes " + (measured - 1)),
                error.status());
    }

    @Test
    void commasDoNotMakeMoreEntriesThanTheLimitHasRoomFor() {
        Http2Headers block = block("a-bin", ",".repeat(8_000));
        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED,
                assertThrows(WireException.class, () -> new RepeatedMetadata().read(block, LIMIT))
                        .status()
                        .code());
    }

    @Test
    void metadataMeasuresWhatItsFieldsDo() {
        assertEquals(MeasuredBlock.bytes(written(SOME)), MetadataFields.measuredBytes(SOME));
    }

    private static Http2Headers written(Metadata metadata) {
        Http2Headers out = new DefaultHttp2Headers();
        MetadataFields.write(metadata, out);
        return out;
    }

    private static Http2Headers block(String name, String value) {
        return new DefaultHttp2Headers(false).add(AsciiString.of(name), value);
    }
}
