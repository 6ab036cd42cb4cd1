package dev.tern.rpc.netty.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.StatusDetail;
import dev.tern.rpc.netty.grpc.wire.AcceptEncoding;
import dev.tern.rpc.netty.grpc.wire.BinaryValue;
import dev.tern.rpc.netty.grpc.wire.ContentType;
import dev.tern.rpc.netty.grpc.wire.HeaderNames;
import dev.tern.rpc.netty.grpc.wire.MessagePrefix;
import dev.tern.rpc.netty.grpc.wire.MetadataFields;
import dev.tern.rpc.netty.grpc.wire.PercentText;
import dev.tern.rpc.netty.grpc.wire.RepeatedMetadata;
import dev.tern.rpc.netty.grpc.wire.StatusFields;
import dev.tern.rpc.netty.grpc.wire.Timeout;
import dev.tern.rpc.netty.grpc.wire.WireException;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What gRPC has in header fields and before messages: the first byte of an input says which, the rest is the value. */
final class GrpcFields implements FuzzTarget {
    private static final int LIMIT = 8_192;

    /** What an input may be, by its first byte. */
    private enum Field {
        TIMEOUT,
        PERCENT_TEXT,
        TEXT,
        STATUS,
        DETAILS,
        BASE64_DETAILS,
        METADATA,
        BINARY,
        CONTENT_TYPE,
        ACCEPT_ENCODING,
        PREFIX
    }

    @Override
    public void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] value = Arrays.copyOfRange(input, 1, input.length);
        AsciiString text = new AsciiString(value, false);
        try {
            switch (Field.values()[(input[0] & 0xff) % Field.values().length]) {
                case TIMEOUT -> timeout(text);
                case PERCENT_TEXT -> PercentText.decode(text);
                case TEXT -> text(new String(value, StandardCharsets.UTF_8));
                case STATUS -> status(new DefaultHttp2Headers(false).add(HeaderNames.GRPC_STATUS, text));
                case DETAILS -> details(BinaryValue.encode(value));
                case BASE64_DETAILS -> details(text);
                case METADATA -> metadata(value);
                case BINARY -> binary(value, text);
                case CONTENT_TYPE -> ContentType.encodingOf(text);
                case ACCEPT_ENCODING -> AcceptEncoding.contains(text, "gzip");
                case PREFIX -> {
                    MessagePrefix.isCompressed(value.length == 0 ? 0 : value[0]);
                    MessagePrefix.requireLength(value.length, LIMIT);
                }
            }
        } catch (WireException expected) {
            assertTrue(expected.status().code() != StatusCode.OK);
        }
    }

    private static void timeout(AsciiString text) {
        long nanos;
        try {
            nanos = Timeout.parseNanos(text);
        } catch (IllegalArgumentException expected) {
            return;
        }
        assertTrue(nanos >= 0 && nanos < Timeout.NONE);
        long again = Timeout.parseNanos(Timeout.format(nanos));
        // Eight digits: what is cut off is less than a millionth of it, and never makes a deadline later.
        assertTrue(again <= nanos && nanos - again <= nanos / 100_000, () -> nanos + " is said as " + again);
    }

    private static void text(String text) {
        AsciiString escaped = PercentText.encode(text);
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            assertTrue(c >= ' ' && c <= '~', () -> "character " + (int) c);
        }
        assertEquals(text, PercentText.decode(escaped));
    }

    private static void details(AsciiString base64) {
        Http2Headers trailers = new DefaultHttp2Headers(false)
                .add(HeaderNames.GRPC_STATUS, "9")
                .add(HeaderNames.GRPC_MESSAGE, base64)
                .add(HeaderNames.GRPC_STATUS_DETAILS_BIN, base64);
        status(trailers);
    }

    private static void status(Http2Headers trailers) {
        Status status = StatusFields.read(trailers, LIMIT);
        Http2Headers again = new DefaultHttp2Headers(false);
        StatusFields.write(status, again, 3 * LIMIT);
        assertEquals(status, StatusFields.read(again, LIMIT));
        StatusFields.write(status, new DefaultHttp2Headers(false), 20);
    }

    /** Fields with a zero byte after each name and value. */
    private static void metadata(byte[] value) {
        String[] parts = new String(value, StandardCharsets.ISO_8859_1).split("\0", -1);
        Http2Headers headers = new DefaultHttp2Headers(false);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            headers.add(AsciiString.of(parts[i]), AsciiString.of(parts[i + 1]));
        }
        Metadata metadata = new RepeatedMetadata().read(headers, LIMIT);
        Http2Headers again = new DefaultHttp2Headers(false);
        MetadataFields.write(metadata, again);
        assertEquals(metadata, new RepeatedMetadata().read(again, 2 * LIMIT));
    }

    private static void binary(byte[] bytes, AsciiString base64) {
        assertArrayEquals(bytes, BinaryValue.decode(BinaryValue.encode(bytes)));
        try {
            BinaryValue.decode(base64);
        } catch (IllegalArgumentException expected) {
            // not base64
        }
    }

    @Override
    public List<byte[]> examples() {
        Http2Headers rich = new DefaultHttp2Headers();
        StatusFields.write(
                StatusCode.ABORTED.withMessage("x").withDetail(StatusDetail.of("type/url", new byte[9])), rich, LIMIT);
        byte[] details = BinaryValue.decode(rich.get(HeaderNames.GRPC_STATUS_DETAILS_BIN));
        return List.of(
                example(Field.TIMEOUT, "99999999H".getBytes(StandardCharsets.US_ASCII)),
                example(Field.PERCENT_TEXT, "100%25 %C3%A4pfel".getBytes(StandardCharsets.US_ASCII)),
                example(Field.TEXT, "100% \u00e4pfel\n".getBytes(StandardCharsets.UTF_8)),
                example(Field.STATUS, "16".getBytes(StandardCharsets.US_ASCII)),
                example(Field.DETAILS, details),
                example(Field.BASE64_DETAILS, BinaryValue.encode(details).array()),
                example(Field.METADATA, "name\0value\0name-bin\0AQID\0".getBytes(StandardCharsets.US_ASCII)),
                example(Field.BINARY, "AQID".getBytes(StandardCharsets.US_ASCII)),
                example(Field.CONTENT_TYPE, "application/grpc+proto;x=y".getBytes(StandardCharsets.US_ASCII)),
                example(Field.ACCEPT_ENCODING, "identity, gzip".getBytes(StandardCharsets.US_ASCII)),
                example(Field.PREFIX, new byte[] {1, 0, 0, 0, 5}));
    }

    private static byte[] example(Field field, byte[] value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(field.ordinal());
        bytes.writeBytes(value);
        return bytes.toByteArray();
    }
}
