package dev.tern.rpc.netty.grpc;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.Connecting;
import dev.tern.rpc.netty.CountedTransport;
import dev.tern.rpc.netty.Heard;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.netty.TestServer;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of calls over the server's SETTINGS_MAX_CONCURRENT_STREAMS. */
class WaitingStreamsTest {
    private final CountedTransport transport = CountedTransport.of(
            settings -> settings.protocol(Protocol.GRPC).maxConcurrentCalls(1).maxWaitingStreams(2));
    private final Heard first = Heard.of();
    private final Heard second = Heard.of();
    private final Heard third = Heard.of();
    private TestServer server;
    private Connecting connecting;
    private ClientConnection connection;
    private TestServer.Call running;

    @BeforeEach
    void haveOneCallRunning() throws IOException {
        server = TestServer.on(transport.get());
        connecting = Connecting.to(transport.get(), server.address());
        connection = connecting.connection();
        call(first, 1);
        running = server.call();
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        transport.close();
    }

    private Stream call(Heard heard, int message) {
        RequestHead head = new RequestHead("a/b", MethodKind.UNARY, RequestHead.NO_TIMEOUT, Metadata.EMPTY);
        Stream stream = connection.open(head, heard);
        stream.send(new byte[] {(byte) message}, BYTES, true);
        return stream;
    }

    private void answer(TestServer.Call call, int message) {
        assertArrayEquals(new byte[] {(byte) message}, call.heard().message());
        call.stream().reply(new byte[0], BYTES, Metadata.EMPTY);
    }

    @Test
    void theyWaitAndAreMadeInOrderAsOthersEnd() {
        call(second, 2);
        call(third, 3);
        answer(running, 1);
        first.message();
        assertEquals(Status.OK, first.closed().status());
        answer(server.call(), 2);
        second.message();
        answer(server.call(), 3);
        third.message();
        assertEquals(Status.OK, third.closed().status());
    }

    @Test
    void aStreamOfRequestsWaitsWithAllThatItSends() {
        RequestHead head = new RequestHead("a/chat", MethodKind.BIDI_STREAMING, RequestHead.NO_TIMEOUT, Metadata.EMPTY);
        Stream chat = connection.open(head, second);
        chat.send(new byte[] {2}, BYTES, false);
        chat.halfClose();
        answer(running, 1);
        TestServer.Call chatting = server.call();
        assertArrayEquals(new byte[] {2}, chatting.heard().message());
        chatting.heard().next("halfClose");
        chatting.stream().close(Status.OK, Metadata.EMPTY);
        assertEquals(Status.OK, second.closed().status());
    }

    @Test
    void oneTooManyIsRefusedNamingTheLimit() {
        call(second, 2);
        call(third, 3);
        Heard fourth = Heard.of();
        call(fourth, 4);
        Heard.Closed closed = fourth.closed();
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, closed.status().code());
        assertTrue(closed.status().message().contains("maxWaitingStreams"), closed::toString);
        assertTrue(closed.neverSent());
        answer(running, 1);
        answer(server.call(), 2);
        second.message();
        assertEquals(Status.OK, second.closed().status());
        answer(server.call(), 3);
    }

    @Test
    void oneThatIsCancelledIsNeverMadeAndGivesItsPlaceBack() {
        Stream cancelled = call(second, 2);
        call(third, 3);
        cancelled.cancel(Status.of(StatusCode.CANCELLED));
        assertTrue(second.closed().neverSent());
        Heard fourth = Heard.of();
        call(fourth, 4);
        answer(running, 1);
        answer(server.call(), 3);
        answer(server.call(), 4);
        fourth.message();
        assertEquals(Status.OK, fourth.closed().status());
    }

    @Test
    void theyGoElsewhereWhenTheServerDrains() {
        call(second, 2);
        server.accepted().connection().drain();
        Heard.Closed closed = second.closed();
        assertEquals(StatusCode.UNAVAILABLE, closed.status().code());
        assertTrue(closed.neverSent());
        answer(running, 1);
        first.message();
        assertEquals(Status.OK, first.closed().status());
        Connecting.get(connecting.closed);
    }

    @Test
    void theyGoElsewhereWhenThisSideDrains() {
        call(second, 2);
        connection.drain();
        Heard.Closed closed = second.closed();
        assertEquals(StatusCode.UNAVAILABLE, closed.status().code());
        assertTrue(closed.neverSent());
        answer(running, 1);
        first.message();
        assertEquals(Status.OK, first.closed().status());
        Connecting.get(connecting.closed);
    }
}
