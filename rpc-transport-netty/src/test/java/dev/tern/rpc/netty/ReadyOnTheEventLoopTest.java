package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On the event loop a stream is ready while nothing of it waits: what waits there is not sent the sooner for it. */
class ReadyOnTheEventLoopTest {
    private static final int CREDIT_BYTES = 100_000;
    private static final int MESSAGE_BYTES = 1_000;

    private static RequestHead head(String method, MethodKind kind) {
        return new RequestHead(method, kind, RequestHead.NO_TIMEOUT, Metadata.EMPTY);
    }

    /** How many messages the peer's credit or window lets go out. */
    private static int allowed(Protocol wire) {
        return wire == Protocol.NATIVE
                // A message costs 64 bytes more, and the last one may go below zero.
                ? CREDIT_BYTES / (MESSAGE_BYTES + 64) + 1
                // A message has a prefix of 5 bytes, and the last one goes out in part.
                : CREDIT_BYTES / (MESSAGE_BYTES + 5);
    }

    @ParameterizedTest
    @EnumSource
    void whatThePeerAllowsIsSentAndOneMoreWaits(Protocol wire) throws IOException {
        try (CountedTransport transport = CountedTransport.of(settings ->
                        settings.protocol(wire).streamCreditBytes(CREDIT_BYTES).maxStreamWindowBytes(CREDIT_BYTES));
                TestServer server = TestServer.holding(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            Heard heard = Heard.of();
            Stream stream = connection.open(head("a/b", MethodKind.CLIENT_STREAMING), heard);
            TestServer.Call call = server.call();
            call.stream().request(1_000_000);
            AtomicInteger sent = new AtomicInteger();
            Heard onTheLoop = Heard.of(reply -> {
                while (stream.isReady()) {
                    stream.send(new byte[MESSAGE_BYTES], BYTES, false);
                    sent.incrementAndGet();
                }
            });
            connection.open(head("a/echo", MethodKind.UNARY), onTheLoop).send(new byte[1], BYTES, true);
            onTheLoop.message();
            onTheLoop.closed();
            assertEquals(allowed(wire) + 1, sent.get(), "what is allowed, and one that waits");

            for (int i = 0; i < allowed(wire); i++) {
                call.heard().held().discard();
            }
            heard.next("ready");
            call.heard().held().discard();
            stream.cancel(StatusCode.CANCELLED.withMessage("done"));
            call.heard().closed();
        }
    }
}
