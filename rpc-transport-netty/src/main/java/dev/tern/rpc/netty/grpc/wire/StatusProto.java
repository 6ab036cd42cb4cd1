package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusDetail;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A status as {@code google.rpc.Status} in protobuf, by hand: the wire needs these three fields of protobuf and no more.
 *
 * <pre>
 *  Status { int32 code = 1; string message = 2; repeated Any details = 3; }
 *  Any    { string type_url = 1; bytes value = 2; }
 * </pre>
 */
final class StatusProto {
    /** What a detail counts beside its type url and value, as on the native wire. */
    private static final int DETAIL_OVERHEAD_BYTES = 32;

    private static final int WIRE_TYPE_BITS = 3;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private static final int CODE = (1 << WIRE_TYPE_BITS) | VARINT;
    private static final int MESSAGE = (2 << WIRE_TYPE_BITS) | LENGTH_DELIMITED;
    private static final int DETAILS = (3 << WIRE_TYPE_BITS) | LENGTH_DELIMITED;
    private static final int TYPE_URL = (1 << WIRE_TYPE_BITS) | LENGTH_DELIMITED;
    private static final int VALUE = (2 << WIRE_TYPE_BITS) | LENGTH_DELIMITED;

    private static final int PAYLOAD_BITS = 7;
    private static final int PAYLOAD = 0x7f;
    private static final int MORE = 0x80;

    private StatusProto() {}

    static byte[] encode(Status status) {
        ByteBuf out = Unpooled.buffer();
        out.writeByte(CODE).writeByte(status.code().number());
        writeField(out, MESSAGE, Unpooled.copiedBuffer(status.message(), StandardCharsets.UTF_8));
        for (StatusDetail detail : status.details()) {
            ByteBuf any = Unpooled.buffer();
            writeField(any, TYPE_URL, Unpooled.copiedBuffer(detail.typeUrl(), StandardCharsets.UTF_8));
            writeField(any, VALUE, Unpooled.wrappedBuffer(detail.value()));
            writeField(out, DETAILS, any);
        }
        return ByteBufUtil.getBytes(out);
    }

    private static void writeField(ByteBuf out, int tag, ByteBuf value) {
        out.writeByte(tag);
        int rest = value.readableBytes();
        while (rest > PAYLOAD) {
            out.writeByte((rest & PAYLOAD) | MORE);
            rest >>>= PAYLOAD_BITS;
        }
        out.writeByte(rest).writeBytes(value);
    }

    /**
     * The details alone: code and message have fields of their own, which count. Fields that are not known are skipped.
     *
     * @param maxBytes the limit on what the details take in memory: type urls, values, and 32 each
     * @throws IllegalArgumentException if the bytes are no such message, or over the limit
     */
    static List<StatusDetail> details(byte[] encoded, int maxBytes) {
        ByteBuf in = Unpooled.wrappedBuffer(encoded);
        List<StatusDetail> details = new ArrayList<>();
        long measured = 0;
        while (in.isReadable()) {
            long tag = readVarint(in);
            if (tag != DETAILS) {
                skip(in, tag);
                continue;
            }
            ByteBuf any = in.readSlice(readLength(in));
            measured += any.readableBytes() + DETAIL_OVERHEAD_BYTES;
            if (measured > maxBytes) {
                throw new IllegalArgumentException("details of at least " + measured + " bytes exceed " + maxBytes);
            }
            details.add(detail(any));
        }
        return details;
    }

    private static StatusDetail detail(ByteBuf any) {
        String typeUrl = "";
        byte[] value = {};
        while (any.isReadable()) {
            long tag = readVarint(any);
            if (tag == TYPE_URL) {
                typeUrl = any.readCharSequence(readLength(any), StandardCharsets.UTF_8)
                        .toString();
            } else if (tag == VALUE) {
                value = new byte[readLength(any)];
                any.readBytes(value);
            } else {
                skip(any, tag);
            }
        }
        return StatusDetail.of(typeUrl, value);
    }

    private static void skip(ByteBuf in, long tag) {
        switch ((int) tag & ((1 << WIRE_TYPE_BITS) - 1)) {
            case VARINT -> readVarint(in);
            case FIXED64 -> in.skipBytes(require(in, Long.BYTES));
            case LENGTH_DELIMITED -> in.skipBytes(readLength(in));
            case FIXED32 -> in.skipBytes(require(in, Integer.BYTES));
            // Groups, which proto3 does not have, and what protobuf does not define.
            default -> throw new IllegalArgumentException("protobuf tag " + tag + " has no known wire type");
        }
    }

    private static int readLength(ByteBuf in) {
        return require(in, readVarint(in));
    }

    private static int require(ByteBuf in, long length) {
        if (length < 0 || length > in.readableBytes()) {
            throw new IllegalArgumentException(
                    "length " + length + " exceeds the " + in.readableBytes() + " bytes left");
        }
        return (int) length;
    }

    private static long readVarint(ByteBuf in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += PAYLOAD_BITS) {
            require(in, 1);
            byte next = in.readByte();
            value |= (long) (next & PAYLOAD) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("varint is longer than 10 bytes");
    }
}
