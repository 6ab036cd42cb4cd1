package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 with its length in front.
 *
 * <pre>
 *  | length (varint32) | UTF-8 bytes |
 * </pre>
 */
final class Text {
    private Text() {}

    /**
     * Reads a text.
     *
     * @throws WireException malformed if the frame ends first; a stream error if it is not UTF-8
     */
    static String read(ByteBuf in) {
        int length = Varint.readLength(in);
        ByteBuffer bytes = in.nioBuffer(in.readerIndex(), length);
        in.skipBytes(length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException notUtf8) {
            throw WireException.stream(StatusCode.INTERNAL, "text of " + length + " bytes is not UTF-8");
        }
    }

    /** Reads a text that has to be ASCII; other bytes turn into a character that no name or value allows. */
    static String readAscii(ByteBuf in) {
        int length = Varint.readLength(in);
        String text = in.toString(in.readerIndex(), length, StandardCharsets.US_ASCII);
        in.skipBytes(length);
        return text;
    }

    static void write(ByteBuf out, String text) {
        Varint.write(out, ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeUtf8(out, text);
    }

    /** How many bytes {@link #write} takes. */
    static int size(String text) {
        int length = ByteBufUtil.utf8Bytes(text);
        return Varint.size(length) + length;
    }
}
