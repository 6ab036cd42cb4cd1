package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.PingFrame;
import dev.tern.rpc.transport.RequestHead;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@link KeepaliveContract} on the native wire. */
class NativeKeepaliveTest extends KeepaliveContract {
    private record Scripted(ScriptedPeer peer, long[] last) implements Peer {
        Scripted(ScriptedPeer peer) {
            this(peer, new long[1]);
        }

        @Override
        public void awaitCall() {
            peer.read(FrameType.REQUEST);
        }

        @Override
        public void awaitPing() {
            last[0] = PingFrame.read(peer.read(FrameType.PING).body());
        }

        @Override
        public void answerPing() {
            peer.send(out -> PingFrame.write(out, FrameType.PONG, last[0]));
        }

        @Override
        public void awaitEnd() {
            peer.readToEnd();
        }

        @Override
        public void close() {
            peer.close();
        }
    }

    private static Hello hello(int maxCalls, int minPingIntervalMillis) {
        Hello d = Hello.DEFAULT;
        return new Hello(
                d.maxFrameBytes(),
                1 << 28,
                d.maxMetadataBytes(),
                maxCalls,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                d.compressors(),
                minPingIntervalMillis,
                0);
    }

    @Override
    protected Protocol wire() {
        return Protocol.NATIVE;
    }

    @Override
    protected Peer serverOn(ServerSocket port) {
        return new Scripted(ScriptedPeer.serverOn(port, hello(10, 0)));
    }

    @Override
    protected Peer idleClientOf(TestServer server) {
        return new Scripted(ScriptedPeer.clientOf(server));
    }

    @Override
    protected Peer callingClientOf(TestServer server) {
        ScriptedPeer client = ScriptedPeer.connectedTo(server);
        client.shakeHands(hello(0, 0));
        client.request(FrameHeader.CONNECTION + 1, MethodKind.BIDI_STREAMING, "a/b", -1);
        return new Scripted(client);
    }

    @Test
    void aClientAsksNoMoreOftenThanTheServersHelloAllows() {
        Connecting connecting = Connecting.to(
                transport(Keepalive.DURING_CALLS, Duration.ofMillis(1), Duration.ofSeconds(20)),
                ScriptedPeer.addressOf(port));
        try (ScriptedPeer server = ScriptedPeer.serverOn(port, hello(10, 70))) {
            long before = System.nanoTime();
            call(connecting);
            server.read(FrameType.PING);
            long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();
            assertTrue(millis >= 70, millis + " ms");
        }
    }

    @Test
    void aServerThatIsGoneIsNoticedByAClientOfOneWayCallsAlone() {
        Connecting connecting = Connecting.to(
                transport(Keepalive.DURING_CALLS, INTERVAL, Duration.ofMillis(50)), ScriptedPeer.addressOf(port));
        try (Peer server = serverOn(port)) {
            Heard heard = Heard.of();
            connecting
                    .connection()
                    .open(new RequestHead("a/b", MethodKind.ONE_WAY, RequestHead.NO_TIMEOUT, Metadata.EMPTY), heard)
                    .send(new byte[1], BytesMarshaller.BYTES, true);
            assertTrue(heard.closed().status().isOk());
            server.awaitCall();
            String message = Connecting.get(connecting.closed).message();
            assertTrue(message.contains("nothing was heard for "), message);
        }
    }
}
