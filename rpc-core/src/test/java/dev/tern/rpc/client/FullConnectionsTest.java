package dev.tern.rpc.client;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.client.Heard.CHAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallCredentials;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.WhenFull;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls for which no connection has a place. */
final class FullConnectionsTest {
    private static final CallOptions HASTY = DEFAULT.withWhenFull(WhenFull.FAIL);
    private static final Status ENDED = StatusCode.ABORTED.withMessage("ended by the test");

    private final ScriptedTransport transport = new ScriptedTransport();
    private final ScriptedResolver resolver = new ScriptedResolver();
    private ClientChannel channel = channel(settings -> settings);

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void callOverTheLimitWaitsUntilAnotherEnds() {
        ScriptedConnection connection = connected();
        Heard second = start(DEFAULT);
        Heard third = start(DEFAULT);
        assertEquals(2, connection.streams().size());
        third.call.send("x", true);
        connection.streams().get(0).close(ENDED, false);
        assertEquals(List.of("last x"), connection.last().told());
        assertEquals(List.of(), second.events);
        assertEquals(List.of("ready"), third.events);
    }

    @Test
    void callThatEndsBeforeItsCredentialsHaveComeGivesItsPlaceBack() {
        ScriptedConnection connection = connected();
        CompletableFuture<Metadata> never = new CompletableFuture<>();
        CallCredentials credentials = ((CallCredentials) (method, authority) -> never).allowPlaintext();
        Heard second = start(DEFAULT.withCredentials(credentials));
        start(DEFAULT).call.send("third", true);
        assertEquals(1, connection.streams().size());
        second.call.cancel("enough", null);
        assertEquals(List.of("last third"), connection.last().told());
        never.complete(Metadata.EMPTY);
        assertEquals(2, connection.streams().size());
    }

    @Test
    void callThatTheTransportThrowsAtGivesItsPlaceBack() {
        ScriptedConnection connection = connected();
        connection.duringOpen(() -> {
            throw new IllegalStateException("a bug of the transport");
        });
        assertThrows(IllegalStateException.class, () -> start(DEFAULT));
        connection.duringOpen(() -> {});
        start(DEFAULT).call.send("next", true);
        assertEquals(List.of("last next"), connection.last().told());
    }

    @Test
    void waitingCallsGoFirstComeFirstServedAndNewOnesDoNotOvertakeThem() {
        ScriptedConnection connection = connected();
        start(DEFAULT);
        start(DEFAULT).call.send("third", false);
        start(DEFAULT).call.send("fourth", false);
        connection.streams().get(0).close(ENDED, false);
        start(DEFAULT).call.send("fifth", false);
        connection.streams().get(1).close(ENDED, false);
        connection.streams().get(2).close(ENDED, false);
        assertEquals(
                List.of(List.of("third"), List.of("fourth"), List.of("fifth")),
                connection.streams().subList(2, 5).stream()
                        .map(ScriptedStream::told)
                        .toList());
    }

    @Test
    void callThatWouldRatherFailDoesNamingTheLimit() {
        connected();
        start(DEFAULT);
        Status status = start(HASTY).end().status();
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, status.code());
        assertEquals(
                "the connection with inprocess:one has 2 calls in flight, maxCallsPerConnection; the call was told not to"
                        + " wait for a place (WhenFull.FAIL)",
                status.message());
    }

    @Test
    void allCallsOfAChannelMayRatherFail() {
        channel.close();
        channel = channel(settings -> settings.whenFull(WhenFull.FAIL));
        connected();
        start(DEFAULT);
        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED, start(DEFAULT).end().status().code());
    }

    @Test
    void callThatWouldRatherFailStillWaitsForAConnectionAndFailsIfThatIsFull() {
        Heard first = start(HASTY);
        Heard second = start(HASTY);
        Heard third = start(HASTY);
        assertEquals(List.of(), third.events);
        resolver.find("one");
        transport.last().succeed();
        assertEquals(List.of(List.of("ready"), List.of("ready")), List.of(first.events, second.events));
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, third.end().status().code());
    }

    @Test
    void lowerLimitOfThePeerHoldsAndMoreRoomIsUsedAtOnce() {
        start(DEFAULT);
        resolver.find("one");
        ScriptedConnection connection = new ScriptedConnection(transport.last().address());
        connection.maxCalls(1);
        transport.last().listener().onReady(connection);
        start(DEFAULT);
        assertEquals(1, connection.streams().size());
        assertEquals(
                "the connection with inprocess:one has 1 calls in flight, the most its peer allows; the call was told not"
                        + " to wait for a place (WhenFull.FAIL)",
                start(HASTY).end().status().message());
        connection.maxCalls(2);
        transport.last().listener().onRoom();
        assertEquals(2, connection.streams().size());
    }

    @Test
    void peerThatAllowsNoneIsAskedAllTheSame() {
        start(DEFAULT);
        resolver.find("one");
        ScriptedConnection connection = new ScriptedConnection(transport.last().address());
        connection.maxCalls(0);
        transport.last().listener().onReady(connection);
        assertEquals(1, connection.streams().size());
    }

    @Test
    void callsOverTheLimitOfOneConnectionGoToAnother() {
        start(DEFAULT);
        resolver.find("one", "two");
        ScriptedConnection one = transport.attempts().get(0).succeed();
        ScriptedConnection two = transport.attempts().get(1).succeed();
        start(DEFAULT);
        start(DEFAULT);
        assertEquals(2, one.streams().size());
        assertEquals(1, two.streams().size());
    }

    @Test
    void tooManyWaitingCallsAreRefusedNamingBothLimits() {
        channel.close();
        channel = channel(settings -> settings.maxWaitingCalls(1));
        connected();
        start(DEFAULT);
        start(DEFAULT);
        Status status = start(DEFAULT).end().status();
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, status.code());
        assertTrue(
                status.message()
                        .contains("maxWaitingCalls is 1; the connection with inprocess:one has 2 calls in flight,"
                                + " maxCallsPerConnection"),
                status::message);
    }

    @Test
    void callThatIsGivenUpWhileItWaitsTakesNoPlace() {
        ScriptedConnection connection = connected();
        start(DEFAULT);
        Heard third = start(DEFAULT);
        Heard fourth = start(DEFAULT);
        third.call.cancel("no longer", null);
        connection.streams().get(0).close(ENDED, false);
        assertEquals(3, connection.streams().size());
        assertEquals(List.of("ready"), fourth.events);
    }

    @Test
    void waitingCallsGoToTheNextConnectionWhenTheFullOneIsLost() {
        connected();
        start(DEFAULT);
        Heard third = start(DEFAULT);
        Status lost = StatusCode.UNAVAILABLE.withMessage("lost");
        transport.attempts().get(0).listener().onClosed(lost);
        assertEquals(2, transport.attempts().size());
        ScriptedConnection next = transport.last().succeed();
        assertEquals(1, next.streams().size());
        assertEquals(List.of("ready"), third.events);
    }

    @Test
    void connectionThatRefusesEveryCallAtOnceRecursesNowhereHoweverManyWait() {
        channel.close();
        channel = channel(settings -> settings.maxCallsPerConnection(1));
        ScriptedConnection connection = connected();
        for (int i = 0; i < 5_000; i++) {
            start(DEFAULT);
        }
        connection.refuse(StatusCode.ABORTED.withMessage("refused by the test"));
        connection.streams().get(0).close(ENDED, false);
        assertEquals(5_001, connection.streams().size());
    }

    @Test
    void limitsBelowOneAreRefusedAndNamed() {
        ClientChannelBuilder builder = ClientChannel.builder(transport, resolver);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> builder.maxCallsPerConnection(0))
                .getMessage()
                .contains("maxCallsPerConnection 0"));
    }

    /** A connection that has taken a first call. */
    private ScriptedConnection connected() {
        start(DEFAULT);
        resolver.find("one");
        return transport.last().succeed();
    }

    private Heard start(CallOptions options) {
        return new Heard(channel.newCall(CHAT, options));
    }

    private ClientChannel channel(UnaryOperator<ClientChannelBuilder> settings) {
        return settings.apply(ClientChannel.builder(transport, resolver)
                        .directExecutor()
                        .maxCallsPerConnection(2))
                .build();
    }
}
