package dev.tern.rpc.netty.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.FramedProtocol;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.HelloFrame;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.netty.framed.wire.Preface;
import dev.tern.rpc.netty.framed.wire.ReplyFrame;
import dev.tern.rpc.netty.framed.wire.RequestFrame;
import dev.tern.rpc.netty.framed.wire.StatusBlock;
import dev.tern.rpc.netty.framed.wire.Varint;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import java.util.List;
import java.util.function.Consumer;

/**
 * The native wire. A frame of an input:
 *
 * <pre>
 *  | type (low 4 bits), zeros follow (0x80) | stream id (signed byte) | length (u8) | body | zeros / 64 (u8), if so |
 * </pre>
 */
final class FramedScript implements Script {
    private static final int TYPE = 0x0f;
    private static final int ZEROS = 0x80;
    private static final int ZEROS_UNIT = 64;

    @Override
    public void server(ChannelPipeline pipeline, LiveConnections registry, ConnectionAcceptor acceptor) {
        new FramedProtocol(FuzzSettings.framed(true), registry, acceptor).install(pipeline);
    }

    @Override
    public void client(ChannelPipeline pipeline, LiveConnections registry, ConnectionListener listener) {
        FramedProtocol.connect(pipeline, FuzzSettings.framed(false), registry, listener);
    }

    @Override
    public void writeHandshake(ByteBuf out, boolean fromClient) {
        Preface.write(out);
        HelloFrame.write(out, FuzzSettings.hello(!fromClient));
    }

    @Override
    public void writeFrames(ByteBuf out, Input input, boolean fromClient) {
        while (input.hasMore()) {
            int first = input.next();
            int id = (byte) input.next();
            byte[] body = input.next(input.next());
            int zeros = (first & ZEROS) == 0 ? 0 : input.next() * ZEROS_UNIT;
            long type = (long) (first & TYPE) << Integer.SIZE;
            out.writeLong((long) (body.length + zeros) << 40 | type | Integer.toUnsignedLong(id));
            out.writeBytes(body).writeZero(zeros);
        }
    }

    @Override
    public void checkSent(ByteBuf sent, boolean fromServer) {
        if (!sent.isReadable()) {
            return;
        }
        assertEquals(Preface.VALUE, sent.readLong());
        while (sent.isReadable()) {
            assertTrue(sent.readableBytes() >= FrameHeader.BYTES, "a frame that was sent is cut");
            long header = sent.readLong();
            FrameType type = FrameType.ofNumber(FrameHeader.type(header));
            assertTrue(type != null, () -> "a frame of type " + FrameHeader.type(header) + " was sent");
            ByteBuf body = sent.readSlice(FrameHeader.length(header));
            FramedBodies.check(type, body, fromServer);
        }
    }

    @Override
    public List<byte[]> clientExamples() {
        ByteBuf calls = Unpooled.buffer().writeByte(0);
        request(calls, 1, MethodKind.UNARY, "a/echo", RequestFrame.MESSAGE, 10);
        request(calls, 2, MethodKind.ONE_WAY, "a/echo", RequestFrame.MESSAGE, 10);
        request(calls, 3, MethodKind.SERVER_STREAMING, "a/many", RequestFrame.MESSAGE, 100);
        frame(calls, FrameType.CREDIT, 3, body -> Varint.write(body, 5_000));
        frame(calls, FrameType.PING, 0, body -> body.writeLong(7));
        ByteBuf chat = Unpooled.buffer().writeByte(0x20);
        request(chat, 1, MethodKind.BIDI_STREAMING, "a/chat", 0, 0);
        request(chat, 2, MethodKind.CLIENT_STREAMING, "a/hold", 0, 0);
        for (int id = 1; id <= 2; id++) {
            message(chat, id, 0, 0, 10);
            message(chat, id, MessageFrame.MORE, 200, 100);
            message(chat, id, MessageFrame.CONTINUES, 0, 100);
            message(chat, id, MessageFrame.END, 0, 10);
        }
        ByteBuf ends = Unpooled.buffer().writeByte(0x44);
        request(ends, 1, MethodKind.UNARY, "a/deny", RequestFrame.MESSAGE, 10);
        request(ends, 2, MethodKind.UNARY, "a/refuse", RequestFrame.MESSAGE, 10);
        request(ends, 3, MethodKind.BIDI_STREAMING, "a/cancel", RequestFrame.MESSAGE, 1);
        request(ends, 4, MethodKind.BIDI_STREAMING, "a/hold", RequestFrame.MESSAGE, 1);
        frame(ends, FrameType.RESET, 4, body -> status(body.writeByte(0), StatusCode.CANCELLED));
        request(ends, 5, MethodKind.CLIENT_STREAMING, "a/hold", RequestFrame.MESSAGE, 1);
        message(ends, 5, MessageFrame.BARE | MessageFrame.END, 0, 0);
        frame(ends, FrameType.GOAWAY, 0, body -> status(body.writeInt(0), StatusCode.OK));
        return examples(calls, chat, ends);
    }

    @Override
    public List<byte[]> serverExamples() {
        ByteBuf replies = Unpooled.buffer().writeByte(0);
        reply(replies, 1, ReplyFrame.END | ReplyFrame.MESSAGE, body -> body.writeZero(10));
        reply(replies, 3, ReplyFrame.HEADERS | ReplyFrame.MESSAGE, body -> body.writeZero(2));
        message(replies, 3, 0, 0, 10);
        reply(replies, 3, ReplyFrame.END | ReplyFrame.STATUS, body -> status(body, StatusCode.ABORTED));
        frame(replies, FrameType.CREDIT, 4, body -> Varint.write(body, 9_000));
        reply(replies, 4, ReplyFrame.END | ReplyFrame.MESSAGE, body -> body.writeZero(1));
        message(replies, 5, MessageFrame.MORE, 200, 100);
        message(replies, 5, MessageFrame.CONTINUES, 0, 100);
        frame(replies, FrameType.PING, 0, body -> body.writeLong(7));
        ByteBuf ends = Unpooled.buffer().writeByte(0x20);
        frame(ends, FrameType.RESET, 1, body -> status(body.writeByte(1), StatusCode.UNAVAILABLE));
        frame(ends, FrameType.CREDIT, 0, body -> Varint.write(body, 9_000));
        frame(ends, FrameType.GOAWAY, 0, body -> status(body.writeInt(4), StatusCode.OK));
        reply(ends, 3, ReplyFrame.END | ReplyFrame.MESSAGE | ReplyFrame.HEADERS, body -> body.writeZero(10));
        ByteBuf error = Unpooled.buffer().writeByte(0x48);
        frame(error, FrameType.GOAWAY, 0, body -> status(body.writeInt(1), StatusCode.INTERNAL));
        return examples(replies, ends, error);
    }

    private static List<byte[]> examples(ByteBuf... scripts) {
        return java.util.Arrays.stream(scripts)
                .map(io.netty.buffer.ByteBufUtil::getBytes)
                .toList();
    }

    private static void status(ByteBuf out, StatusCode code) {
        StatusBlock.write(out, code == StatusCode.OK ? Status.OK : code.withMessage("x"));
    }

    private static void request(ByteBuf out, int id, MethodKind kind, String method, int moreFlags, int bytes) {
        Metadata metadata = Metadata.of(Metadata.Key.text("a"), "b");
        int flags = RequestFrame.flags(kind, true, true, metadata) | moreFlags;
        frame(out, FrameType.REQUEST, id, body -> {
            RequestFrame.writeHead(body, flags, RequestFrame.UNNUMBERED, method, 1_000_000_000L, metadata);
            body.writeZero(bytes);
        });
    }

    private static void reply(ByteBuf out, int id, int flags, Consumer<ByteBuf> rest) {
        frame(out, FrameType.REPLY, id, body -> {
            body.writeByte(flags);
            rest.accept(body);
        });
    }

    private static void message(ByteBuf out, int id, int flags, int total, int bytes) {
        frame(out, FrameType.MESSAGE, id, body -> {
            MessageFrame.writeHead(body, flags, total);
            body.writeZero(bytes);
        });
    }

    private static void frame(ByteBuf out, FrameType type, int id, Consumer<ByteBuf> body) {
        ByteBuf bytes = Unpooled.buffer();
        body.accept(bytes);
        out.writeByte(type.number())
                .writeByte(id)
                .writeByte(bytes.readableBytes())
                .writeBytes(bytes);
    }
}
