package dev.tern.rpc.netty.grpc;

import static io.netty.handler.codec.http2.Http2FrameTypes.GO_AWAY;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;
import static io.netty.handler.codec.http2.Http2FrameTypes.PING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.netty.Connecting;
import dev.tern.rpc.netty.Keepalive;
import dev.tern.rpc.netty.KeepaliveContract;
import dev.tern.rpc.netty.NettyTransport;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.netty.ScriptedPeer;
import dev.tern.rpc.netty.TestServer;
import io.netty.handler.codec.http2.Http2Error;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@link KeepaliveContract} on the gRPC wire. */
class GrpcKeepaliveTest extends KeepaliveContract {
    private record Scripted(Http2Peer peer, byte[] last) implements Peer {
        Scripted(Http2Peer peer) {
            this(peer, new byte[8]);
        }

        @Override
        public void awaitCall() {
            peer.read(HEADERS);
        }

        @Override
        public void awaitPing() {
            Http2Peer.Frame ping = peer.read(PING);
            assertEquals(0, ping.flags());
            System.arraycopy(ping.payload(), 0, last, 0, last.length);
        }

        @Override
        public void answerPing() {
            peer.frame(PING, Http2Peer.ACK, 0, last);
        }

        @Override
        public void awaitEnd() {
            peer.expectClosed();
        }

        @Override
        public void close() {
            peer.close();
        }
    }

    @Override
    protected Protocol wire() {
        return Protocol.GRPC;
    }

    @Override
    protected Peer serverOn(ServerSocket port) {
        return new Scripted(
                Http2Peer.serverOn(port, Http2Peer.INITIAL_WINDOW_SIZE, 1 << 30).windowUpdate(0, 1 << 30));
    }

    @Override
    protected Peer idleClientOf(TestServer server) {
        return new Scripted(Http2Peer.clientOf(server));
    }

    @Override
    protected Peer callingClientOf(TestServer server) {
        return new Scripted(Http2Peer.clientOf(server).headers(1, HeaderBlock.request("/a/b")));
    }

    /** Sends what a server says of too many PINGs. */
    private static void complain(Http2Peer server) {
        byte[] text = "too_many_pings".getBytes(StandardCharsets.US_ASCII);
        server.frame(
                GO_AWAY,
                0,
                0,
                ByteBuffer.allocate(8 + text.length)
                        .putInt(Integer.MAX_VALUE)
                        .putInt((int) Http2Error.ENHANCE_YOUR_CALM.code())
                        .put(text)
                        .array());
    }

    private static long millisToPing(Connecting connecting, Http2Peer server) {
        long before = System.nanoTime();
        call(connecting);
        server.read(PING);
        return Duration.ofNanos(System.nanoTime() - before).toMillis();
    }

    @Test
    void aServerThatComplainsIsAskedHalfAsOftenByLaterConnections() {
        NettyTransport client = transport(Keepalive.DURING_CALLS, INTERVAL, Duration.ofSeconds(20));
        long least = INTERVAL.toMillis();
        for (int i = 0; i < 3; i++) {
            Connecting connecting = Connecting.to(client, ScriptedPeer.addressOf(port));
            try (Http2Peer server = Http2Peer.serverOn(port)) {
                long millis = millisToPing(connecting, server);
                assertTrue(millis >= least, millis + " ms");
                complain(server);
                Connecting.get(connecting.draining);
            }
            least *= 2;
        }
    }
}
