package dev.tern.rpc.netty.grpc;

import static io.netty.handler.codec.http2.Http2FrameTypes.CONTINUATION;
import static io.netty.handler.codec.http2.Http2FrameTypes.DATA;
import static io.netty.handler.codec.http2.Http2FrameTypes.GO_AWAY;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;
import static io.netty.handler.codec.http2.Http2FrameTypes.PING;
import static io.netty.handler.codec.http2.Http2FrameTypes.RST_STREAM;
import static io.netty.handler.codec.http2.Http2FrameTypes.SETTINGS;
import static io.netty.handler.codec.http2.Http2FrameTypes.WINDOW_UPDATE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.netty.TestServer;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The other end of an HTTP/2 connection, frame by frame: sends what a good peer never would, and shows what comes back. Longer
 * than other files: it has a method for each type of frame.
 */
final class Http2Peer implements AutoCloseable {
    static final int END_STREAM = 0x1;
    static final int ACK = 0x1;
    static final int END_HEADERS = 0x4;
    static final int PADDED = 0x8;
    static final int HAS_PRIORITY = 0x20;

    static final int ENABLE_PUSH = 0x2;
    static final int MAX_CONCURRENT_STREAMS = 0x3;
    static final int INITIAL_WINDOW_SIZE = 0x4;
    static final int MAX_FRAME_SIZE = 0x5;
    static final int MAX_HEADER_LIST_SIZE = 0x6;

    static final int DEFAULT_WINDOW = 65_535;
    static final int DEFAULT_MAX_FRAME = 16_384;

    /** What a gRPC message begins with: a flag and its length. */
    static final int PREFIX = 5;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 20_000;

    /**
     * A frame that has come. Header blocks are whole: CONTINUATION is part of its HEADERS.
     *
     * @param headers what the block says; empty for other frames
     */
    record Frame(int type, int flags, int streamId, byte[] payload, List<Map.Entry<String, String>> headers) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }

        /** The code of RST_STREAM or GOAWAY. */
        Http2Error error() {
            return Http2Error.valueOf(ByteBuffer.wrap(payload).getInt(type == GO_AWAY ? 4 : 0));
        }

        /** The first field of a name, or what is not one. */
        String header(String name) {
            return headers.stream()
                    .filter(field -> field.getKey().equals(name))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("none");
        }

        @Override
        public String toString() {
            String what = type == GO_AWAY
                    ? error() + " " + new String(payload, 8, payload.length - 8, StandardCharsets.UTF_8)
                    : type == RST_STREAM ? error().toString() : payload.length + " bytes " + headers;
            return "frame of type " + type + " flags " + flags + " stream " + streamId + ": " + what;
        }
    }

    /** The whole of a response. With Trailers-Only, head and trailers are the same. */
    record Response(Frame head, byte[] body, Frame trailers) {
        String status() {
            return trailers.header("grpc-status");
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private final Map<Integer, Integer> settings = new HashMap<>();
    private final List<Frame> seen = new ArrayList<>();

    /** What WINDOW_UPDATE has given, and DATA has taken, by stream; 0 is the connection. */
    private final Map<Integer, Long> given = new HashMap<>();

    private final Map<Integer, Long> taken = new HashMap<>();

    private Http2Peer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** A client of a server, which has sent nothing yet. */
    static Http2Peer connectedTo(TestServer server) {
        try {
            return new Http2Peer(new Socket(InetAddress.getLoopbackAddress(), server.portNumber()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client of a server, after a proper handshake. */
    static Http2Peer clientOf(TestServer server, int... settings) {
        return connectedTo(server).preface().settings(settings).awaitHandshake();
    }

    /** The server's end of the next connection, after a proper handshake. */
    static Http2Peer serverOn(ServerSocket port, int... settings) {
        try {
            return new Http2Peer(port.accept()).settings(settings).readPreface().awaitHandshake();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's end of the next connection, which has sent and read nothing yet. */
    static Http2Peer accept(ServerSocket port) {
        try {
            return new Http2Peer(port.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what a client begins with. */
    Http2Peer readPreface() {
        try {
            assertArrayEquals(PREFACE, in.readNBytes(PREFACE.length));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the other side's SETTINGS, acknowledges them, and waits for its acknowledgement. */
    Http2Peer awaitHandshake() {
        boolean acknowledged = false;
        boolean told = false;
        while (!acknowledged || !told) {
            Frame frame = read(SETTINGS);
            if (frame.has(ACK)) {
                acknowledged = true;
            } else {
                told = true;
                frame(SETTINGS, ACK, 0);
            }
        }
        return this;
    }

    /** A setting of the other side. */
    int setting(int id, int orElse) {
        return settings.getOrDefault(id, orElse);
    }

    /** What may be sent on a stream, by the other side's SETTINGS, before it gives more. */
    int streamWindow() {
        return setting(INITIAL_WINDOW_SIZE, DEFAULT_WINDOW);
    }

    /** What the other side has given its connection, as far as was read; what was sent is not subtracted. */
    long connectionWindow() {
        return DEFAULT_WINDOW + given.getOrDefault(0, 0L);
    }

    Http2Peer preface() {
        return send(PREFACE);
    }

    /** Sends bytes as they are. */
    Http2Peer send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a frame with the length it has. */
    Http2Peer frame(int type, int flags, int streamId, byte... payload) {
        if (type == DATA) {
            taken.merge(streamId, (long) payload.length, Long::sum);
            taken.merge(0, (long) payload.length, Long::sum);
        }
        return send(bytes(type, flags, streamId, payload));
    }

    /** A frame as it is sent. */
    static byte[] bytes(int type, int flags, int streamId, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(streamId)
                .put(payload)
                .array();
    }

    /** Sends a frame of so many zeros. */
    Http2Peer zeros(int type, int flags, int streamId, int length) {
        return frame(type, flags, streamId, new byte[length]);
    }

    /** Sends SETTINGS: ids and values in turns. */
    Http2Peer settings(int... idsAndValues) {
        ByteBuffer payload = ByteBuffer.allocate(idsAndValues.length * 3);
        for (int i = 0; i < idsAndValues.length; i += 2) {
            payload.putShort((short) idsAndValues[i]).putInt(idsAndValues[i + 1]);
        }
        return frame(SETTINGS, 0, 0, payload.array());
    }

    /** Sends a block in one HEADERS. */
    Http2Peer headers(int streamId, HeaderBlock block) {
        return frame(HEADERS, END_HEADERS, streamId, block.bytes());
    }

    /** Sends a block in one HEADERS, which is the last of this side's frames. */
    Http2Peer lastHeaders(int streamId, HeaderBlock block) {
        return frame(HEADERS, END_HEADERS | END_STREAM, streamId, block.bytes());
    }

    Http2Peer data(int streamId, byte... payload) {
        return frame(DATA, 0, streamId, payload);
    }

    Http2Peer lastData(int streamId, byte... payload) {
        return frame(DATA, END_STREAM, streamId, payload);
    }

    Http2Peer reset(int streamId, Http2Error error) {
        return frame(RST_STREAM, 0, streamId, fourBytes((int) error.code()));
    }

    Http2Peer windowUpdate(int streamId, int increment) {
        return frame(WINDOW_UPDATE, 0, streamId, fourBytes(increment));
    }

    Http2Peer ping(long value) {
        return frame(PING, 0, 0, ByteBuffer.allocate(8).putLong(value).array());
    }

    Http2Peer goAway(int lastStreamId, Http2Error error) {
        return frame(
                GO_AWAY,
                0,
                0,
                ByteBuffer.allocate(8)
                        .putInt(lastStreamId)
                        .putInt((int) error.code())
                        .array());
    }

    static byte[] fourBytes(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** An uncompressed message of zeros, with its prefix. */
    static byte[] message(int length) {
        return ByteBuffer.allocate(PREFIX + length).put((byte) 0).putInt(length).array();
    }

    /** Sends a good call that has ended this side's part. */
    Http2Peer call(int streamId, String path, int messageBytes) {
        return headers(streamId, HeaderBlock.request(path)).lastData(streamId, message(messageBytes));
    }

    /** Sends a good call and a message, of which more may follow. */
    Http2Peer open(int streamId, String path) {
        return headers(streamId, HeaderBlock.request(path)).data(streamId, message(1));
    }

    /** Ends this side's bytes, as a process that dies does. */
    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame. */
    Frame read() {
        try {
            Frame frame = readOne();
            if (frame.type() == HEADERS) {
                frame = readBlock(frame);
            } else if (frame.type() == SETTINGS) {
                ByteBuffer payload = ByteBuffer.wrap(frame.payload());
                while (payload.hasRemaining()) {
                    settings.put((int) payload.getShort(), payload.getInt());
                }
            } else if (frame.type() == WINDOW_UPDATE) {
                given.merge(
                        frame.streamId(),
                        (long) ByteBuffer.wrap(frame.payload()).getInt(),
                        Long::sum);
            }
            seen.add(frame);
            return frame;
        } catch (IOException e) {
            throw new UncheckedIOException("no frame after these: " + seen, e);
        }
    }

    private Frame readOne() throws IOException {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int streamId = in.readInt();
        byte[] payload = in.readNBytes(lengthAndType >>> 8);
        return new Frame(lengthAndType & 0xff, flags, streamId, payload, List.of());
    }

    private Frame readBlock(Frame first) throws IOException {
        assertTrue(!first.has(PADDED | HAS_PRIORITY), "no peer of ours pads or has priorities");
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(first.payload());
        boolean ended = first.has(END_HEADERS);
        while (!ended) {
            Frame more = readOne();
            assertEquals(CONTINUATION, more.type());
            block.writeBytes(more.payload());
            ended = more.has(END_HEADERS);
        }
        try {
            Http2Headers headers = decoder.decodeHeaders(first.streamId(), Unpooled.wrappedBuffer(block.toByteArray()));
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            headers.forEach(field -> fields.add(
                    Map.entry(field.getKey().toString(), field.getValue().toString())));
            return new Frame(HEADERS, first.flags(), first.streamId(), first.payload(), fields);
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The next frame of a type; others are passed over. */
    Frame read(int type) {
        Frame frame = read();
        while (frame.type() != type) {
            frame = read();
        }
        return frame;
    }

    /** The response on a stream; frames of no stream are passed over. */
    Response response(int streamId) {
        Frame head = readOf(streamId);
        assertEquals(HEADERS, head.type(), head::toString);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Frame last = head;
        while (!last.has(END_STREAM)) {
            last = readOf(streamId);
            if (last.type() == DATA) {
                body.writeBytes(last.payload());
            } else {
                assertEquals(HEADERS, last.type(), last::toString);
            }
        }
        return new Response(head, body.toByteArray(), last);
    }

    /** The next frame that says something of a stream; a GOAWAY that is an error fails the test. */
    Frame readOf(int streamId) {
        while (true) {
            Frame frame = read();
            if (frame.type() == GO_AWAY) {
                assertEquals(Http2Error.NO_ERROR, frame.error(), frame::toString);
            } else if (frame.streamId() == streamId && frame.type() != WINDOW_UPDATE) {
                return frame;
            }
        }
    }

    /** Reads until so many bytes of DATA may be sent on a stream, or by the connection's window alone if it is 0. */
    Http2Peer awaitWindow(int streamId, int bytes) {
        while (taken(0) + bytes > connectionWindow()
                || streamId != 0 && taken(streamId) + bytes > streamWindow() + given.getOrDefault(streamId, 0L)) {
            read(WINDOW_UPDATE);
        }
        return this;
    }

    private long taken(int streamId) {
        return taken.getOrDefault(streamId, 0L);
    }

    /** Makes sure that the other side ends the connection for one of these reasons. */
    void expectGoAway(Http2Error... codes) {
        Frame frame = read(GO_AWAY);
        while (frame.error() == Http2Error.NO_ERROR) {
            frame = read(GO_AWAY);
        }
        assertTrue(List.of(codes).contains(frame.error()), frame::toString);
        expectClosed();
    }

    /**
     * As {@link #expectGoAway}, where the peer sends on meanwhile: a side that closes its socket with bytes it has not read
     * resets it, and what it sent last may then be lost.
     */
    void expectGoAwayUnlessLost(Http2Error... codes) {
        try {
            expectGoAway(codes);
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof SocketException || e.getCause() instanceof EOFException)) {
                throw e;
            }
        }
    }

    /** Makes sure that the other side ends a stream for one of these reasons; what it sends on others is passed over. */
    void expectReset(int streamId, Http2Error... codes) {
        Frame frame = readOf(streamId);
        while (frame.type() == HEADERS || frame.type() == DATA) {
            frame = readOf(streamId);
        }
        assertEquals(RST_STREAM, frame.type(), frame::toString);
        assertTrue(List.of(codes).contains(frame.error()), frame::toString);
    }

    /** Makes sure that the other side ends its stream of bytes, whatever comes before that. */
    void expectClosed() {
        try {
            while (in.read() >= 0) {
                // skipped
            }
        } catch (EOFException | SocketException end) {
            // A reset is an end too.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
