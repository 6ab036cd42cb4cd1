package dev.tern.rpc.client;

import static dev.tern.rpc.client.EndpointConnection.State.BACKOFF;
import static dev.tern.rpc.client.EndpointConnection.State.CLOSED;
import static dev.tern.rpc.client.EndpointConnection.State.CONNECTING;
import static dev.tern.rpc.client.EndpointConnection.State.IDLE;
import static dev.tern.rpc.client.EndpointConnection.State.READY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.concurrent.ManualClock;
import dev.tern.rpc.concurrent.Timer;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.resolve.Endpoint;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EndpointConnectionTest {
    private static final SocketAddress ONE = InProcessAddress.of("one");
    private static final SocketAddress TWO = InProcessAddress.of("two");
    private static final Status REFUSED = StatusCode.UNAVAILABLE.withMessage("connection refused");
    private static final Status LOST = StatusCode.UNAVAILABLE.withMessage("connection reset");

    /** The nominal wait is 100 ms, doubling to 400 ms; jitter adds or takes up to a fifth. */
    private static final Backoff BACKOFF_TIMES = new Backoff(Duration.ofMillis(100), Duration.ofMillis(400));

    private final ManualClock clock = new ManualClock();
    private final Timer timer = Timer.manual(clock);
    private final ScriptedTransport transport = new ScriptedTransport();
    private final List<String> events = new ArrayList<>();
    private final Set<CountedConnection> live = new HashSet<>();
    private boolean wanted = true;

    private final EndpointConnection.Owner owner = new EndpointConnection.Owner() {
        @Override
        public void onChange() {
            events.add("change");
        }

        @Override
        public void onFailure(Status reason) {
            events.add("failure: " + reason.message());
        }

        @Override
        public void onLive(CountedConnection connection) {
            live.add(connection);
        }

        @Override
        public void onGone(CountedConnection connection) {
            live.remove(connection);
        }

        @Override
        public void onRoom() {
            events.add("room");
        }

        @Override
        public boolean wantsConnection() {
            return wanted;
        }
    };

    private final EndpointConnection connection = to(ONE);

    @Test
    void idleUntilAskedToConnect() {
        assertEquals(IDLE, connection.state());
        assertEquals(List.of(), transport.attempts());
    }

    @Test
    void connectsOnceHoweverOftenAsked() {
        connection.connect();
        connection.connect();
        assertEquals(CONNECTING, connection.state());
        assertEquals(1, transport.attempts().size());
        assertEquals(ONE, transport.last().address());
    }

    @Test
    void isReadyWithTheConnectionThatWasMade() {
        connection.connect();
        ScriptedConnection made = transport.last().succeed();
        assertEquals(READY, connection.state());
        assertSame(made, ready().connection());
        assertEquals(List.of("change"), events);
    }

    @Test
    void connectionIsLiveUntilItIsGoneEvenIfItTakesNoMoreCalls() {
        connection.connect();
        transport.last().succeed();
        assertEquals(Set.of(ready()), live);
        transport.last().listener().onDraining();
        assertEquals(1, live.size());
        transport.last().listener().onClosed(LOST);
        assertEquals(Set.of(), live);
    }

    @Test
    void triesItsAddressesInOrderBeforeItGivesUp() {
        EndpointConnection both = to(ONE, TWO);
        both.connect();
        transport.last().listener().onClosed(REFUSED);
        assertEquals(CONNECTING, both.state());
        assertEquals(TWO, transport.last().address());
        assertEquals(List.of(), events);
        transport.last().listener().onClosed(REFUSED);
        assertEquals(BACKOFF, both.state());
        assertEquals(List.of("failure: connection refused"), events);
    }

    @Test
    void transportThatThrowsIsAFailedAttempt() {
        transport.breakWith(new IllegalStateException("the transport is closed"));
        EndpointConnection both = to(ONE, TWO);
        both.connect();
        assertEquals(2, transport.attempts().size());
        assertEquals(BACKOFF, both.state());
        assertEquals(List.of("failure: could not begin to connect to inprocess:two: the transport is closed"), events);
    }

    @Test
    void connectionThatRefusesIsLeftAndDrainedAndAnOlderOneIsNot() {
        connection.connect();
        ScriptedConnection refusing = transport.last().succeed();
        connection.leave(new CountedConnection(new ScriptedConnection(ONE), 1));
        assertEquals(READY, connection.state());
        connection.leave(ready());
        assertEquals(IDLE, connection.state());
        assertNull(connection.ready());
        assertTrue(refusing.drained());
        assertEquals(List.of("change", "change"), events);
    }

    @Test
    void secondAddressWillDo() {
        EndpointConnection both = to(ONE, TWO);
        both.connect();
        transport.last().listener().onClosed(REFUSED);
        transport.last().succeed();
        assertEquals(READY, both.state());
        assertTrue(both.backoffReason().isOk());
    }

    @Test
    void failureIsKnownUntilTheNextAttempt() {
        fail();
        assertEquals(REFUSED, connection.backoffReason());
        clock.advance(Duration.ofMillis(121));
        timer.expireDue();
        assertEquals(CONNECTING, connection.state());
        assertTrue(connection.backoffReason().isOk());
    }

    @Test
    void asksDuringTheWaitDoNotShortenIt() {
        fail();
        connection.connect();
        clock.advance(Duration.ofMillis(79));
        timer.expireDue();
        assertEquals(BACKOFF, connection.state());
        assertEquals(1, transport.attempts().size());
    }

    @Test
    void waitsLongerAfterEachFailureUpToTheLongest() {
        int[] nominalMillis = {100, 200, 400, 400, 400};
        connection.connect();
        for (int nominal : nominalMillis) {
            transport.last().listener().onClosed(REFUSED);
            clock.advance(Duration.ofMillis(nominal * 8L / 10 - 1));
            timer.expireDue();
            assertEquals(BACKOFF, connection.state());
            clock.advance(Duration.ofMillis(nominal * 4L / 10 + 2));
            timer.expireDue();
            assertEquals(CONNECTING, connection.state());
        }
    }

    @Test
    void successForgetsEarlierFailures() {
        fail();
        clock.advance(Duration.ofMillis(121));
        timer.expireDue();
        transport.last().succeed();
        transport.last().listener().onClosed(LOST);
        connection.connect();
        transport.last().listener().onClosed(REFUSED);
        clock.advance(Duration.ofMillis(121));
        timer.expireDue();
        assertEquals(CONNECTING, connection.state());
    }

    @Test
    void goesIdleAfterTheWaitIfNobodyWants() {
        fail();
        wanted = false;
        clock.advance(Duration.ofMillis(121));
        timer.expireDue();
        assertEquals(IDLE, connection.state());
        assertEquals(1, transport.attempts().size());
        connection.connect();
        assertEquals(CONNECTING, connection.state());
    }

    @Test
    void goesIdleWhenTheConnectionIsLost() {
        connection.connect();
        transport.last().succeed();
        transport.last().listener().onClosed(LOST);
        assertEquals(IDLE, connection.state());
        assertNull(connection.ready());
        assertTrue(connection.backoffReason().isOk());
        assertEquals(List.of("change", "change"), events);
    }

    @Test
    void drainingConnectionIsGivenUpAtOnceAndItsEndIsNotHeard() {
        connection.connect();
        ScriptedTransport.Attempt first = transport.last();
        first.succeed();
        first.listener().onDraining();
        assertEquals(IDLE, connection.state());
        connection.connect();
        ScriptedConnection second = transport.last().succeed();
        first.listener().onClosed(LOST);
        assertEquals(READY, connection.state());
        assertSame(second, ready().connection());
    }

    @Test
    void closesItsConnectionAndMakesNoOther() {
        connection.connect();
        ScriptedConnection made = transport.last().succeed();
        connection.close(LOST);
        assertEquals(CLOSED, connection.state());
        assertEquals(LOST, made.closed());
        connection.connect();
        assertEquals(1, transport.attempts().size());
    }

    @Test
    void drainLetsTheConnectionRunOut() {
        connection.connect();
        ScriptedConnection made = transport.last().succeed();
        connection.drain();
        assertEquals(CLOSED, connection.state());
        assertTrue(made.drained());
        assertNull(made.closed());
    }

    @Test
    void closesWhatIsMadeAfterItWasClosed() {
        connection.connect();
        connection.close(LOST);
        ScriptedConnection late = transport.last().succeed();
        assertEquals(CLOSED, connection.state());
        assertTrue(late.closed() != null);
        assertEquals(List.of(), events);
    }

    @Test
    void failureAfterTheCloseIsNotHeard() {
        connection.connect();
        connection.close(LOST);
        transport.last().listener().onClosed(REFUSED);
        assertEquals(CLOSED, connection.state());
        assertEquals(List.of(), events);
        assertEquals(0, timer.armed());
    }

    @Test
    void closeDuringTheWaitMakesItEndInNothing() {
        fail();
        connection.close(LOST);
        clock.advance(Duration.ofSeconds(1));
        timer.expireDue();
        assertEquals(CLOSED, connection.state());
        assertEquals(1, transport.attempts().size());
    }

    private void fail() {
        connection.connect();
        transport.last().listener().onClosed(REFUSED);
    }

    private EndpointConnection to(SocketAddress... addresses) {
        return new EndpointConnection(new Endpoint(List.of(addresses)), transport, timer, BACKOFF_TIMES, 100, owner);
    }

    private CountedConnection ready() {
        return Objects.requireNonNull(connection.ready());
    }
}
