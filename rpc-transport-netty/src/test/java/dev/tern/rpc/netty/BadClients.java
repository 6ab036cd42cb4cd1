package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.ScriptedPeer.Frame;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A server for bad clients. After each test, a good connection to the same server, made before, still works, and nothing
 * leaked.
 */
class BadClients {
    static final int MAX_CALLS = 3;
    final CountedTransport transport = CountedTransport.of(settings -> settings.maxConcurrentCalls(MAX_CALLS)
            .maxMessageBytes(100_000)
            .connectionCreditBytes(200_128)
            .streamCreditBytes(1_000)
            // Long enough for good peers on a busy machine; two rows wait for it.
            .handshakeTimeout(Duration.ofSeconds(1)));
    TestServer server;
    private ClientConnection good;

    @BeforeEach
    void connect() throws IOException {
        server = TestServer.holding(transport.get());
        good = Connecting.to(transport.get(), server.address()).connection();
        server.accepted();
    }

    @AfterEach
    void anotherConnectionIsUnharmed() {
        Heard heard = Heard.of();
        good.open(new RequestHead("a/echo", MethodKind.UNARY, RequestHead.NO_TIMEOUT, Metadata.EMPTY), heard)
                .send(new byte[] {1}, BYTES, true);
        assertEquals(1, heard.message().length);
        server.calls.forEach(call -> {
            call.heard().events.forEach(event -> {
                if (event.value() instanceof InboundMessage message) {
                    message.discard();
                }
            });
        });
        server.close();
        transport.close();
    }

    void connectionError(StatusCode code, Consumer<ScriptedPeer> wrong) {
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            wrong.accept(peer);
            Status status = peer.read(FrameType.GOAWAY).goAwayStatus();
            assertEquals(code, status.code(), status::toString);
            peer.readToEnd();
        }
    }

    void streamError(StatusCode code, Consumer<ScriptedPeer> wrong) {
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            wrong.accept(peer);
            Frame reset = peer.read(FrameType.RESET);
            assertEquals(1, reset.streamId());
            assertEquals(
                    code, reset.resetStatus().code(), () -> reset.resetStatus().toString());
            assertFalse(reset.neverSeen());
            peer.request(100, MethodKind.UNARY, "a/echo", 5);
            assertEquals(100, peer.read(FrameType.REPLY).streamId(), "the connection goes on");
        }
    }

    static Consumer<ByteBuf> message(int flags, int total, int bytes) {
        return out -> {
            MessageFrame.writeHead(out, flags, total);
            out.writeZero(bytes);
        };
    }
}
