package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.GoAwayFrame;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.HelloFrame;
import dev.tern.rpc.netty.framed.wire.Preface;
import dev.tern.rpc.netty.framed.wire.RequestFrame;
import dev.tern.rpc.netty.framed.wire.ResetFrame;
import dev.tern.rpc.netty.framed.wire.StatusBlock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.function.Consumer;

/** The other end of a connection, byte by byte: sends what a good peer never would, and shows what comes back. */
public final class ScriptedPeer implements AutoCloseable {
    /** A frame that has come. */
    public record Frame(int type, int streamId, ByteBuf body) {
        /** The status of a RESET. */
        public Status resetStatus() {
            assertEquals(FrameType.RESET.number(), type);
            ByteBuf in = body.duplicate().skipBytes(1);
            return StatusBlock.read(in, 8_192);
        }

        /** Whether it is a RESET that says the call was never seen. */
        public boolean neverSeen() {
            return body.getByte(0) == ResetFrame.NEVER_SEEN;
        }

        /** The status of a GOAWAY. */
        public Status goAwayStatus() {
            assertEquals(FrameType.GOAWAY.number(), type, () -> "frame of type " + type);
            ByteBuf in = body.duplicate();
            GoAwayFrame.readLastAccepted(in);
            return StatusBlock.read(in, 8_192);
        }
    }

    private final Socket socket;
    private final DataInputStream in;

    private ScriptedPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
    }

    /** A client of a server, which has sent nothing yet. */
    public static ScriptedPeer connectedTo(TestServer server) {
        try {
            return new ScriptedPeer(new Socket(InetAddress.getLoopbackAddress(), server.portNumber()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is at this end of a socket. */
    public static ScriptedPeer over(Socket socket) {
        try {
            return new ScriptedPeer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client of a server, after a proper handshake. */
    public static ScriptedPeer clientOf(TestServer server) {
        ScriptedPeer peer = connectedTo(server);
        peer.shakeHands(clientHello());
        return peer;
    }

    /** What clients say of themselves. */
    public static Hello clientHello() {
        Hello d = Hello.DEFAULT;
        return new Hello(
                d.maxFrameBytes(),
                d.maxMessageBytes(),
                d.maxMetadataBytes(),
                0,
                d.streamCredit(),
                d.connectionCredit(),
                d.compressors(),
                d.minPingIntervalMillis(),
                0);
    }

    /** A place for a client to connect to. */
    public static ServerSocket port() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address. */
    public static SocketAddress addressOf(ServerSocket port) {
        return new InetSocketAddress(port.getInetAddress(), port.getLocalPort());
    }

    /** The server's end of the next connection, which has sent nothing yet. */
    public static ScriptedPeer accept(ServerSocket port) {
        try {
            return new ScriptedPeer(port.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's end of the next connection, after a proper handshake. */
    public static ScriptedPeer serverOn(ServerSocket port, Hello hello) {
        ScriptedPeer peer = accept(port);
        peer.shakeHands(hello);
        return peer;
    }

    /** Sends preface and HELLO, and reads the other's. */
    public void shakeHands(Hello hello) {
        sendHandshake(hello);
        readHandshake();
    }

    /** Sends preface and HELLO. */
    public void sendHandshake(Hello hello) {
        send(out -> {
            Preface.write(out);
            HelloFrame.write(out, hello);
        });
    }

    /** Reads preface and HELLO. */
    public Hello readHandshake() {
        try {
            assertEquals(Preface.VALUE, in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Frame frame = read();
        assertEquals(FrameType.HELLO.number(), frame.type());
        return HelloFrame.read(frame.body());
    }

    /** Sends bytes. */
    public ScriptedPeer send(Consumer<ByteBuf> bytes) {
        ByteBuf out = Unpooled.buffer();
        bytes.accept(out);
        try {
            socket.getOutputStream().write(out.array(), 0, out.writerIndex());
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sends a frame with the length it has. */
    public ScriptedPeer frame(FrameType type, int streamId, Consumer<ByteBuf> body) {
        return send(out -> {
            int at = FrameHeader.begin(out);
            body.accept(out);
            FrameHeader.end(out, at, type, streamId, 0);
        });
    }

    /** Sends a REQUEST of an unnumbered method, of which a message of zeros follows if there is one. */
    public ScriptedPeer request(int streamId, MethodKind kind, String method, int messageBytes) {
        return frame(FrameType.REQUEST, streamId, out -> {
            head(out, kind, method, messageBytes < 0 ? 0 : RequestFrame.MESSAGE);
            out.writeZero(Math.max(0, messageBytes));
        });
    }

    /** Writes the head of a REQUEST of an unnumbered method. */
    public static void head(ByteBuf out, MethodKind kind, String method, int moreFlags) {
        int flags = RequestFrame.flags(kind, true, false, Metadata.EMPTY) | moreFlags;
        RequestFrame.writeHead(out, flags, RequestFrame.UNNUMBERED, method, 0, Metadata.EMPTY);
    }

    /** Ends this side's bytes, as a process that dies does. */
    public void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame. */
    public Frame read() {
        try {
            long header = in.readLong();
            byte[] body = in.readNBytes(FrameHeader.length(header));
            return new Frame(FrameHeader.type(header), FrameHeader.streamId(header), Unpooled.wrappedBuffer(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame of a type; others are passed over. */
    public Frame read(FrameType type) {
        Frame frame = read();
        while (frame.type() != type.number()) {
            frame = read();
        }
        return frame;
    }

    /** How many bytes have come and were not read. */
    public int available() {
        try {
            return in.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes sure that the other side ends its stream of bytes, whatever comes before that. */
    public void readToEnd() {
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
