package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream whose reader takes nothing: what it holds is bounded, and the others on its connection go on. */
class SlowReaderTest {
    /** A window, what waits to be sent, and a message more for each of the two, all with room to spare. */
    private static final int BOUND_BYTES = 4 << 20;

    private CountedTransport transport;
    private TestServer server;

    private ClientConnection connect(Protocol wire) throws IOException {
        transport = CountedTransport.of(settings -> settings.protocol(wire));
        server = TestServer.holding(transport.get());
        return Connecting.to(transport.get(), server.address()).connection();
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        transport.close();
    }

    private static RequestHead head(String method, MethodKind kind) {
        return new RequestHead(method, kind, RequestHead.NO_TIMEOUT, Metadata.EMPTY);
    }

    /** Sends for as long as it may, and makes sure that the end of that comes in time. */
    private static void fill(Stream sender, int messageBytes) {
        long sent = 0;
        while (sender.isReady()) {
            sender.send(new byte[messageBytes], BYTES, false);
            sent += messageBytes;
            assertTrue(sent < BOUND_BYTES, "still ready after " + sent + " bytes that nobody reads");
        }
    }

    private static void othersGoOn(ClientConnection connection) {
        for (int i = 0; i < 20; i++) {
            int size = i == 10 ? 4_000_000 : 10_000;
            Heard heard = Heard.of();
            connection.open(head("a/echo", MethodKind.UNARY), heard).send(new byte[size], BYTES, true);
            assertEquals(size, heard.message().length);
            heard.closed();
        }
    }

    private static void discard(Heard heard) {
        for (Heard.Event event : heard.events) {
            if (event.value() instanceof InboundMessage message) {
                message.discard();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"NATIVE, 1000", "NATIVE, 1000000", "GRPC, 1000", "GRPC, 1000000"})
    void aServerStreamThatIsNotReadIsHeldUpAlone(Protocol wire, int messageBytes) throws IOException {
        ClientConnection connection = connect(wire);
        Heard unread = Heard.holding();
        Stream slow = connection.open(head("a/b", MethodKind.SERVER_STREAMING), unread);
        slow.send(new byte[1], BYTES, true);
        TestServer.Call call = server.call();
        call.heard().held().discard();
        fill(call.stream(), messageBytes);
        othersGoOn(connection);
        slow.cancel(StatusCode.CANCELLED.withMessage("done"));
        discard(unread);
    }

    @ParameterizedTest
    @CsvSource({"NATIVE, 1000", "NATIVE, 1000000", "GRPC, 1000", "GRPC, 1000000"})
    void aClientStreamThatIsNotReadIsHeldUpAlone(Protocol wire, int messageBytes) throws IOException {
        ClientConnection connection = connect(wire);
        Stream slow = connection.open(head("a/b", MethodKind.CLIENT_STREAMING), Heard.of());
        TestServer.Call call = server.call();
        fill(slow, messageBytes);
        othersGoOn(connection);
        slow.cancel(StatusCode.CANCELLED.withMessage("done"));
        discard(call.heard());
    }
}
