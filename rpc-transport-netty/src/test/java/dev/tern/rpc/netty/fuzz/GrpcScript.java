package dev.tern.rpc.netty.fuzz;

import static io.netty.handler.codec.http2.Http2FrameTypes.DATA;
import static io.netty.handler.codec.http2.Http2FrameTypes.GO_AWAY;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;
import static io.netty.handler.codec.http2.Http2FrameTypes.PING;
import static io.netty.handler.codec.http2.Http2FrameTypes.RST_STREAM;
import static io.netty.handler.codec.http2.Http2FrameTypes.SETTINGS;
import static io.netty.handler.codec.http2.Http2FrameTypes.WINDOW_UPDATE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.netty.grpc.GrpcProtocol;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The gRPC wire. A frame of an input:
 *
 * <pre>
 *  | type (low 4 bits), zeros follow (0x80), fields by number (0x40) | flags | stream id | length (u8) | payload | zeros / 64, if so |
 * </pre>
 *
 * With fields by number each byte of the payload stands for one of {@link #FIELDS}.
 */
final class GrpcScript implements Script {
    private static final int TYPE = 0x0f;
    private static final int ZEROS = 0x80;
    private static final int BY_NUMBER = 0x40;
    private static final int ZEROS_UNIT = 64;
    private static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;
    private static final int FRAME_HEADER_BYTES = 9;

    /** Names and values; the first eight are the head of a good request, the next two of a good reply, then good trailers. */
    private static final String[][] FIELDS = {
        {":method", "POST"},
        {":scheme", "http"},
        {":path", "/a/echo"},
        {":authority", "localhost"},
        {"te", "trailers"},
        {"content-type", "application/grpc"},
        {"grpc-timeout", "1S"},
        {"a", "b"},
        {":status", "200"},
        {"content-type", "application/grpc+proto"},
        {"grpc-status", "0"},
        {"grpc-message", "%C3%A4"},
        {":path", "/a/chat"},
        {":path", "/a/hold"},
        {":path", "/a/many"},
        {":path", "/a/deny"},
        {":path", "/a/refuse"},
        {":path", "/a/cancel"},
        {":path", "no slash"},
        {":method", "GET"},
        {":status", "100"},
        {":status", "404"},
        {":status", "x"},
        {"grpc-status", "5"},
        {"grpc-status", "99"},
        {"grpc-encoding", "gzip"},
        {"grpc-encoding", "unheard-of"},
        {"grpc-accept-encoding", "gzip, identity"},
        {"grpc-status-details-bin", "CAUSAXg"},
        {"grpc-status-details-bin", "!"},
        {"grpc-timeout", "x"},
        {"b-bin", "AQID"},
        {"b-bin", "!"},
        {"connection", "close"},
        {"te", "gzip"},
        {"UPPER", "x"},
        {"content-type", "text/html"},
        {"content-length", "5"},
        {"long", "x".repeat(900)},
        {"c", "control \u0001"},
    };

    private static final byte[] REQUEST = {0, 1, 2, 3, 4, 5, 6, 7};
    private static final byte[] CHAT = {0, 1, 12, 3, 4, 5};
    private static final byte[] HOLD = {0, 1, 13, 3, 4, 5};
    private static final byte[] MANY = {0, 1, 14, 3, 4, 5, 25, 27};
    private static final byte[] DENY = {0, 1, 15, 3, 4, 5, 31};
    private static final byte[] CANCEL = {0, 1, 17, 3, 4, 5};
    private static final byte[] REPLY = {8, 9, 7};
    private static final byte[] TRAILERS = {10, 7};
    private static final byte[] FAILED = {8, 9, 23, 11, 28};

    /** A message of two bytes. */
    private static final byte[] MESSAGE = {0, 0, 0, 0, 2, 1, 1};

    /** The beginning of one of 192. */
    private static final byte[] LONG_MESSAGE = {0, 0, 0, 0, (byte) 192};

    @Override
    public void server(ChannelPipeline pipeline, LiveConnections registry, ConnectionAcceptor acceptor) {
        new GrpcProtocol(FuzzSettings.grpc(), registry, acceptor).install(pipeline);
    }

    @Override
    public void client(ChannelPipeline pipeline, LiveConnections registry, ConnectionListener listener) {
        GrpcProtocol.connect(pipeline, FuzzSettings.grpc(), registry, listener, "localhost:1", false);
    }

    @Override
    public void writeHandshake(ByteBuf out, boolean fromClient) {
        if (fromClient) {
            out.writeBytes(Http2CodecUtil.connectionPrefaceBuf());
        }
        frame(out, SETTINGS, 0, 0, new byte[0]);
        frame(out, SETTINGS, 1, 0, new byte[0]);
    }

    @Override
    public void writeFrames(ByteBuf out, Input input, boolean fromClient) {
        while (input.hasMore()) {
            int first = input.next();
            int flags = input.next();
            int id = input.next();
            byte[] payload = input.next(input.next());
            if ((first & BY_NUMBER) != 0) {
                payload = fields(payload);
            }
            int zeros = (first & ZEROS) == 0 ? 0 : input.next() * ZEROS_UNIT;
            header(out, payload.length + zeros, first & TYPE, flags, id)
                    .writeBytes(payload)
                    .writeZero(zeros);
        }
    }

    private static byte[] fields(byte[] numbers) {
        ByteBuf block = Unpooled.buffer();
        for (byte number : numbers) {
            String[] field = FIELDS[(number & 0xff) % FIELDS.length];
            block.writeByte(0);
            string(block, field[0]);
            string(block, field[1]);
        }
        return ByteBufUtil.getBytes(block);
    }

    /** A string of HPACK, not Huffman coded; RFC 7541, sections 5.1 and 5.2. */
    private static void string(ByteBuf out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int most = 0x7f;
        out.writeByte(Math.min(most, bytes.length));
        if (bytes.length >= most) {
            int rest = bytes.length - most;
            for (; rest > most; rest >>>= 7) {
                out.writeByte(rest & most | 0x80);
            }
            out.writeByte(rest);
        }
        out.writeBytes(bytes);
    }

    @Override
    public void checkSent(ByteBuf sent, boolean fromServer) {
        if (!sent.isReadable()) {
            return;
        }
        sent.skipBytes(fromServer ? 0 : Http2CodecUtil.connectionPrefaceBuf().readableBytes());
        while (sent.isReadable()) {
            assertTrue(sent.readableBytes() >= FRAME_HEADER_BYTES, "a frame that was sent is cut");
            int length = sent.readUnsignedMedium();
            sent.skipBytes(FRAME_HEADER_BYTES - 3);
            assertTrue(sent.readableBytes() >= length, "a frame that was sent is cut");
            sent.skipBytes(length);
        }
    }

    @Override
    public List<byte[]> clientExamples() {
        ByteBuf calls = Unpooled.buffer().writeByte(0);
        headers(calls, 1, END_HEADERS, REQUEST);
        record(calls, DATA, END_STREAM, 1, MESSAGE);
        headers(calls, 3, END_HEADERS, MANY);
        record(calls, DATA, END_STREAM, 3, MESSAGE);
        record(calls, WINDOW_UPDATE, 0, 3, new byte[] {0, 0, 1, 0});
        record(calls, PING, 0, 0, new byte[8]);
        ByteBuf chat = Unpooled.buffer().writeByte(0x20);
        headers(chat, 1, END_HEADERS, CHAT);
        headers(chat, 3, END_HEADERS, HOLD);
        for (int id = 1; id <= 3; id += 2) {
            record(chat, DATA, 0, id, MESSAGE);
            record(chat, DATA, 0, id, LONG_MESSAGE);
            chat.writeByte(DATA | ZEROS)
                    .writeByte(END_STREAM)
                    .writeByte(id)
                    .writeByte(0)
                    .writeByte(3);
        }
        ByteBuf ends = Unpooled.buffer().writeByte(0x44);
        headers(ends, 1, END_HEADERS | END_STREAM, DENY);
        headers(ends, 3, END_HEADERS, CANCEL);
        record(ends, DATA, 0, 3, MESSAGE);
        headers(ends, 5, END_HEADERS, HOLD);
        record(ends, DATA, 0, 5, MESSAGE);
        record(ends, RST_STREAM, 0, 5, new byte[] {0, 0, 0, 8});
        record(ends, GO_AWAY, 0, 0, new byte[8]);
        return examples(calls, chat, ends);
    }

    @Override
    public List<byte[]> serverExamples() {
        ByteBuf replies = Unpooled.buffer().writeByte(0);
        headers(replies, 3, END_HEADERS, REPLY);
        record(replies, DATA, 0, 3, MESSAGE);
        headers(replies, 3, END_HEADERS | END_STREAM, TRAILERS);
        headers(replies, 7, END_HEADERS, REPLY);
        for (int i = 0; i < 3; i++) {
            record(replies, DATA, 0, 7, MESSAGE);
        }
        record(replies, WINDOW_UPDATE, 0, 9, new byte[] {0, 0, 9, 0});
        headers(replies, 9, END_HEADERS | END_STREAM, FAILED);
        record(replies, PING, 0, 0, new byte[8]);
        ByteBuf ends = Unpooled.buffer().writeByte(0x20);
        record(ends, RST_STREAM, 0, 3, new byte[] {0, 0, 0, 7});
        record(ends, SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 1, 0, 0, 3, 0, 0, 0, 2});
        record(ends, GO_AWAY, 0, 0, new byte[] {0, 0, 0, 7, 0, 0, 0, 0});
        headers(ends, 7, END_HEADERS, REPLY);
        record(ends, DATA, 0, 7, LONG_MESSAGE);
        ends.writeByte(DATA | ZEROS).writeByte(0).writeByte(7).writeByte(0).writeByte(3);
        ByteBuf error = Unpooled.buffer().writeByte(0x48);
        record(error, GO_AWAY, 0, 0, new byte[] {0, 0, 0, 3, 0, 0, 0, 11});
        return examples(replies, ends, error);
    }

    private static List<byte[]> examples(ByteBuf... scripts) {
        return java.util.Arrays.stream(scripts).map(ByteBufUtil::getBytes).toList();
    }

    private static void headers(ByteBuf out, int id, int flags, byte[] numbers) {
        record(out, HEADERS | BY_NUMBER, flags, id, numbers);
    }

    private static void record(ByteBuf out, int type, int flags, int id, byte[] payload) {
        out.writeByte(type)
                .writeByte(flags)
                .writeByte(id)
                .writeByte(payload.length)
                .writeBytes(payload);
    }

    private static void frame(ByteBuf out, int type, int flags, int id, byte[] payload) {
        header(out, payload.length, type, flags, id).writeBytes(payload);
    }

    private static ByteBuf header(ByteBuf out, int length, int type, int flags, int id) {
        return out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(id);
    }
}
