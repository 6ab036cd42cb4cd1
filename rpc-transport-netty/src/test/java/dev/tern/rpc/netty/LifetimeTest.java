package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.RequestHead;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that nobody uses, or that are too old, on both wires. */
class LifetimeTest {
    private static final Duration SHORT = Duration.ofMillis(40);
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static CountedTransport over(Protocol wire, UnaryOperator<NettyTransportBuilder> settings) {
        return CountedTransport.of(common -> settings.apply(common.protocol(wire)));
    }

    /** A call that has arrived, on a connection that gets old. */
    private record Live(Connecting connecting, Heard heard, TestServer.Call call) {
        private static final int TRIES = 20;

        /** Tries again where a busy machine has let a connection get too old for its first call. */
        static Live on(CountedTransport transport, TestServer server) {
            for (int i = 0; i < TRIES; i++) {
                Connecting connecting = Connecting.to(transport.get(), server.address());
                Heard heard = LifetimeTest.call(connecting.connection());
                while (heard.events.isEmpty()) {
                    TestServer.Call call = server.calls.poll();
                    if (call != null) {
                        return new Live(connecting, heard, call);
                    }
                    Thread.onSpinWait();
                }
            }
            throw new AssertionError("no call arrived in " + TRIES + " tries");
        }
    }

    private static Heard call(ClientConnection connection) {
        Heard heard = Heard.of();
        connection.open(
                new RequestHead("a/b", MethodKind.BIDI_STREAMING, RequestHead.NO_TIMEOUT, Metadata.EMPTY), heard);
        return heard;
    }

    @ParameterizedTest
    @EnumSource
    void aClientConnectionWithoutCallsIsClosedAndSaysWhy(Protocol wire) throws IOException {
        try (CountedTransport transport = over(wire, settings -> settings.clientIdleTimeout(SHORT));
                TestServer server = TestServer.on(transport.get())) {
            Connecting connecting = Connecting.to(transport.get(), server.address());
            Connecting.get(connecting.draining);
            String message = Connecting.get(connecting.closed).message();
            assertTrue(message.contains("no call for 40 ms"), message);
            assertEquals(
                    StatusCode.UNAVAILABLE,
                    Connecting.get(server.accepted().closed()).code());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerConnectionWithoutCallsIsDrained(Protocol wire) throws IOException {
        try (CountedTransport transport = over(wire, settings -> settings.serverIdleTimeout(SHORT));
                TestServer server = TestServer.on(transport.get())) {
            Connecting connecting = Connecting.to(transport.get(), server.address());
            Connecting.get(connecting.draining);
            Connecting.get(connecting.closed);
            String message = Connecting.get(server.accepted().closed()).message();
            assertTrue(message.contains("no call for 40 ms"), message);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsTooOldTakesNoMoreCallsAndRunsThoseItHas(Protocol wire) throws IOException {
        try (CountedTransport transport =
                        over(wire, settings -> settings.ageJitter(() -> 0.5).maxConnectionAge(SHORT, PATIENT));
                TestServer server = TestServer.on(transport.get())) {
            Live live = Live.on(transport, server);
            Connecting.get(live.connecting().draining);
            Heard late = call(live.connecting().connection());
            assertTrue(late.closed().neverSent());
            live.call().stream().reply(new byte[2], BYTES, Metadata.EMPTY);
            assertEquals(2, live.heard().message().length);
            assertEquals(Status.OK, live.heard().closed().status());
            Connecting.get(live.connecting().closed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsThatOutliveTheGraceAreCutAndSayWhy(Protocol wire) throws IOException {
        try (CountedTransport transport =
                        over(wire, settings -> settings.ageJitter(() -> 1).maxConnectionAge(SHORT, SHORT));
                TestServer server = TestServer.on(transport.get())) {
            Live live = Live.on(transport, server);
            Heard there = live.call().heard();
            Heard.Closed closed = live.heard().closed();
            assertEquals(StatusCode.UNAVAILABLE, closed.status().code());
            assertFalse(closed.neverSent());
            String why = "its maxConnectionAge of 40 ms, for this one 44 ms, and the grace of 40 ms are over";
            assertTrue(closed.status().message().contains(why), closed::toString);
            Status status = there.closed().status();
            assertEquals(StatusCode.UNAVAILABLE, status.code());
            assertTrue(status.message().contains(why), status::toString);
        }
    }
}
