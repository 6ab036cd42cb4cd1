package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ListeningPort;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerConnectionListener;
import dev.tern.rpc.transport.ServerStream;
import dev.tern.rpc.transport.StreamListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that refuses a call on the word that nobody saw it, on both wires. */
class RefusalTest {
    private static final Status CLOSED = StatusCode.UNAVAILABLE.withMessage("closed");

    private static CountedTransport over(Protocol wire) {
        return CountedTransport.of(settings -> settings.protocol(wire));
    }

    private static Heard call(ClientConnection connection) {
        Heard heard = Heard.of();
        connection
                .open(new RequestHead("a/b", MethodKind.UNARY, RequestHead.NO_TIMEOUT, Metadata.EMPTY), heard)
                .send(new byte[] {1}, BytesMarshaller.BYTES, true);
        return heard;
    }

    private static void assertNeverSeen(Heard.Closed closed) {
        assertEquals(StatusCode.UNAVAILABLE, closed.status().code());
        assertEquals(Origin.PEER, closed.origin());
        assertTrue(closed.neverSent(), closed::toString);
    }

    @ParameterizedTest
    @EnumSource
    void theClientKnowsThatItMayTryAgainAndTheConnectionLives(Protocol wire) throws IOException {
        try (CountedTransport transport = over(wire);
                TestServer server = TestServer.on(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            Heard refused = call(connection);
            server.call().stream().refuse(CLOSED);
            assertNeverSeen(refused.closed());
            Heard served = call(connection);
            server.call().stream().reply(new byte[0], BytesMarshaller.BYTES, Metadata.EMPTY);
            served.message();
            assertEquals(Status.OK, served.closed().status());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theWordComesBeforeTheConnectionsFarewell(Protocol wire) throws IOException {
        ConnectionAcceptor closesAtTheFirstCall = connection -> new ServerConnectionListener() {
            @Override
            public StreamListener onStream(ServerStream stream, RequestHead head) {
                connection.close(CLOSED);
                stream.refuse(CLOSED);
                return Heard.of();
            }

            @Override
            public void onClosed(Status reason) {}
        };
        try (CountedTransport transport = over(wire);
                ListeningPort port = transport
                        .get()
                        .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), closesAtTheFirstCall)) {
            ClientConnection connection =
                    Connecting.to(transport.get(), port.address()).connection();
            assertNeverSeen(call(connection).closed());
        }
    }
}
