package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes of its messages that each side of a stream counts, on both wires. */
class ByteCountsTest {
    private static final Metadata METADATA = Metadata.of(Metadata.Key.text("who"), "me");

    private static RequestHead head(MethodKind kind) {
        return new RequestHead("a/b", kind, RequestHead.NO_TIMEOUT, METADATA);
    }

    private static CountedTransport over(Protocol wire) {
        return CountedTransport.of(settings -> settings.protocol(wire));
    }

    @ParameterizedTest
    @CsvSource({
        "NATIVE, 0, 0",
        "NATIVE, 5, 20000",
        "NATIVE, 300000, 7",
        "GRPC, 0, 0",
        "GRPC, 5, 20000",
        "GRPC, 300000, 7"
    })
    void bothSidesCountTheRequestAndTheReplyButNoHead(Protocol wire, int request, int reply) throws IOException {
        try (CountedTransport transport = over(wire);
                TestServer server = TestServer.on(transport.get())) {
            Heard heard = Heard.of();
            Stream stream = Connecting.to(transport.get(), server.address())
                    .connection()
                    .open(head(MethodKind.UNARY), heard);
            stream.send(new byte[request], BYTES, true);
            TestServer.Call call = server.call();
            call.heard().message();
            call.stream().reply(new byte[reply], BYTES, METADATA);
            heard.message();
            heard.closed();
            assertEquals(request, stream.sentBytes());
            assertEquals(reply, stream.receivedBytes());
            call.heard().next("halfClose");
            call.heard().closed();
            assertEquals(request, call.stream().receivedBytes());
            assertEquals(reply, call.stream().sentBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void allMessagesOfAStreamAreCounted(Protocol wire) throws IOException {
        try (CountedTransport transport = over(wire);
                TestServer server = TestServer.on(transport.get())) {
            Heard heard = Heard.of();
            Stream stream = Connecting.to(transport.get(), server.address())
                    .connection()
                    .open(head(MethodKind.BIDI_STREAMING), heard);
            TestServer.Call call = server.call();
            call.stream().request(2);
            stream.request(2);
            for (int size = 1; size <= 3; size++) {
                stream.send(new byte[size], BYTES, size == 3);
                call.heard().message();
                call.stream().send(new byte[10 * size], BYTES, false);
                heard.message();
            }
            call.heard().next("halfClose");
            call.stream().close(Status.OK, METADATA);
            heard.closed();
            assertEquals(6, stream.sentBytes());
            assertEquals(60, stream.receivedBytes());
            call.heard().closed();
            assertEquals(6, call.stream().receivedBytes());
            assertEquals(60, call.stream().sentBytes());
        }
    }
}
