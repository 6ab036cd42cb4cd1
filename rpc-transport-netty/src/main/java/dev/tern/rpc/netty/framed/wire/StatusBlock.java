package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.StatusDetail;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A status inside a frame; spec, "Metadata and status".
 *
 * <pre>
 *  | code (u8) | message (Text) | count (varint32) | per detail: type url (Text) | length (varint32), value |
 * </pre>
 */
public final class StatusBlock {
    /** What a detail counts beside its type url and value. */
    private static final int DETAIL_OVERHEAD_BYTES = 32;

    /** The most bytes a UTF-16 unit takes in UTF-8. */
    private static final int MAX_BYTES_PER_CHAR = 3;

    private StatusBlock() {}

    /** Writes a block. */
    public static void write(ByteBuf out, Status status) {
        out.writeByte(status.code().number());
        Text.write(out, status.message());
        List<StatusDetail> details = status.details();
        Varint.write(out, details.size());
        for (int i = 0; i < details.size(); i++) {
            Text.write(out, details.get(i).typeUrl());
            ByteBuffer value = details.get(i).value();
            Varint.write(out, value.remaining());
            out.writeBytes(value);
        }
    }

    /** This status, or as much of it as the limit has room for: details go first, then the end of the message. */
    public static Status cut(Status status, int maxBytes) {
        if (measuredBytes(status) <= maxBytes) {
            return status;
        }
        Status bare = status.withDetails(List.of());
        if (measuredBytes(bare) <= maxBytes) {
            return bare;
        }
        int chars = Math.min(bare.message().length(), maxBytes / MAX_BYTES_PER_CHAR);
        if (chars > 0 && Character.isHighSurrogate(bare.message().charAt(chars - 1))) {
            chars--;
        }
        return bare.withMessage(bare.message().substring(0, chars));
    }

    private static long measuredBytes(Status status) {
        long bytes = Text.size(status.message());
        for (StatusDetail detail : status.details()) {
            bytes += Text.size(detail.typeUrl()) + detail.value().remaining() + DETAIL_OVERHEAD_BYTES;
        }
        return bytes;
    }

    /**
     * Reads a block.
     *
     * @param maxBytes the limit on what the status takes in memory
     * @throws WireException a stream error if a text is not UTF-8 or the details are too many; else malformed
     */
    public static Status read(ByteBuf in, int maxBytes) {
        if (!in.isReadable()) {
            throw WireException.malformed("frame ends where a status is expected");
        }
        Status status = StatusCode.ofNumber(in.readUnsignedByte()).withMessage(Text.read(in));
        int count = Varint.readInt(in);
        if (count == 0) {
            // OK with nothing else is one object for all.
            return status.isOk() && status.message().isEmpty() ? Status.OK : status;
        }
        if ((long) count * DETAIL_OVERHEAD_BYTES > maxBytes) {
            throw WireException.stream(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "status with " + count + " details exceeds maxMetadataBytes " + maxBytes);
        }
        List<StatusDetail> details = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String typeUrl = Text.read(in);
            byte[] value = new byte[Varint.readLength(in)];
            in.readBytes(value);
            details.add(StatusDetail.of(typeUrl, value));
        }
        return status.withDetails(details);
    }
}
