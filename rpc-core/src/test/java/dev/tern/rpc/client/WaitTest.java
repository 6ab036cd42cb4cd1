package dev.tern.rpc.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.concurrent.ManualClock;
import dev.tern.rpc.concurrent.Timer;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.resolve.Endpoint;
import dev.tern.rpc.transport.ConnectStep;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What calls without a connection are said to wait for. */
final class WaitTest {
    private static final Status REFUSED = StatusCode.UNAVAILABLE.withMessage("connection refused");

    private final ManualClock clock = new ManualClock();
    private final Timer timer = Timer.manual(clock);
    private final ScriptedTransport transport = new ScriptedTransport();

    private final EndpointConnection connection = new EndpointConnection(
            Endpoint.at(InProcessAddress.of("db")),
            transport,
            timer,
            new Backoff(Duration.ofMillis(100), Duration.ofMillis(100)),
            1,
            new EndpointConnection.Owner() {
                @Override
                public void onChange() {}

                @Override
                public void onRoom() {}

                @Override
                public void onLive(CountedConnection live) {}

                @Override
                public void onGone(CountedConnection gone) {}

                @Override
                public void onFailure(Status reason) {}

                @Override
                public boolean wantsConnection() {
                    return true;
                }
            });

    @Test
    void nobodyIsWaitedForBeforeAConnectionIsAskedFor() {
        assertNull(connection.currentWait());
    }

    @Test
    void stepUnderWayIsNamedWithItsTime() {
        connection.connect();
        clock.advance(Duration.ofMillis(3));
        assertEquals("connecting to inprocess:db under way for 3 ms, attempt 1", words());
        transport.last().listener().onStep(ConnectStep.TLS_HANDSHAKE);
        clock.advance(Duration.ofMillis(850));
        assertEquals("TLS handshake with inprocess:db under way for 850 ms, attempt 1", words());
        assertEquals(CallPhase.TLS_HANDSHAKE, wait(connection).phase());
        transport.last().listener().onStep(ConnectStep.HANDSHAKE);
        assertEquals("protocol handshake with inprocess:db under way for 0 ms, attempt 1", words());
        assertEquals(CallPhase.HANDSHAKE, wait(connection).phase());
    }

    @Test
    void pauseBeforeTheNextAttemptHasThePhaseThatFailedAndItsReason() {
        connection.connect();
        transport.last().listener().onStep(ConnectStep.TLS_HANDSHAKE);
        transport.last().listener().onClosed(REFUSED);
        assertEquals(CallPhase.TLS_HANDSHAKE, wait(connection).phase());
        assertTrue(
                words().matches(
                                "no connection to inprocess:db, attempt 2 in \\d+ ms; last failure: connection refused"),
                this::words);
    }

    @Test
    void nextAttemptStillTellsTheLastFailure() {
        connection.connect();
        transport.last().listener().onClosed(REFUSED);
        clock.advance(Duration.ofSeconds(1));
        timer.expireDue();
        assertEquals(
                "connecting to inprocess:db under way for 0 ms, attempt 2; last failure: connection refused", words());
    }

    @Test
    void failureIsForgottenOnceThereWasAConnection() {
        connection.connect();
        transport.last().listener().onClosed(REFUSED);
        clock.advance(Duration.ofSeconds(1));
        timer.expireDue();
        transport.last().succeed();
        transport.last().listener().onClosed(REFUSED);
        connection.connect();
        assertEquals("connecting to inprocess:db under way for 0 ms, attempt 1", words());
    }

    @Test
    void stepOfAnAttemptThatNoLongerCountsIsNotHeard() {
        connection.connect();
        ScriptedTransport.Attempt first = transport.last();
        first.listener().onClosed(REFUSED);
        clock.advance(Duration.ofSeconds(1));
        timer.expireDue();
        first.listener().onStep(ConnectStep.HANDSHAKE);
        assertEquals(CallPhase.CONNECTING, wait(connection).phase());
    }

    @Test
    void callThatEndsWhileItWaitsSaysHowFarItHadCome() {
        ScriptedResolver resolver = new ScriptedResolver();
        try (ClientChannel channel = ClientChannel.builder(transport, resolver)
                .directExecutor()
                .backoff(new Backoff(Duration.ofHours(1), Duration.ofHours(1)))
                .build()) {
            Heard resolving = start(channel, CallOptions.DEFAULT);
            resolving.call.cancel("enough", null);
            assertEquals(CallPhase.RESOLVING, resolving.end().phase());

            Heard connecting = start(channel, CallOptions.DEFAULT);
            resolver.find("db");
            connecting.call.cancel("enough", null);
            assertEquals(CallPhase.CONNECTING, connecting.end().phase());

            Heard handshaking = start(channel, CallOptions.DEFAULT);
            transport.last().listener().onStep(ConnectStep.HANDSHAKE);
            transport.last().listener().onClosed(REFUSED);
            assertEquals(CallPhase.HANDSHAKE, handshaking.end().phase());
        }
    }

    @Test
    void callThatTimesOutWhileItWaitsSaysForWhat() {
        try (ClientChannel channel = ClientChannel.builder(transport, new ScriptedResolver())
                .directExecutor()
                .build()) {
            Heard call = start(channel, CallOptions.DEFAULT.withDeadlineAfter(Duration.ofHours(1)));
            ((ChannelCall<?, ?>) call.call).expired();
            Outcome end = call.end();
            assertEquals(StatusCode.DEADLINE_EXCEEDED, end.status().code());
            assertTrue(
                    end.status()
                            .message()
                            .matches("not sent in 3600000 ms: resolving \\S+ under way for \\d+ ms, attempt 1"),
                    end::toString);
            assertEquals(CallPhase.RESOLVING, end.phase());
            assertEquals(Duration.ofHours(1), end.allowed().orElseThrow());
        }
    }

    private String words() {
        return wait(connection).words();
    }

    private static Wait wait(EndpointConnection connection) {
        Wait wait = connection.currentWait();
        assertNotNull(wait);
        return wait;
    }

    private static Heard start(ClientChannel channel, CallOptions options) {
        return new Heard(channel.newCall(Heard.UNARY, options));
    }
}
