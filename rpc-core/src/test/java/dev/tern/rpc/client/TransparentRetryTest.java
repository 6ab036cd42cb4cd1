package dev.tern.rpc.client;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.client.Heard.CHAT;
import static dev.tern.rpc.client.Heard.DOWNLOAD;
import static dev.tern.rpc.client.Heard.ONE_WAY;
import static dev.tern.rpc.client.Heard.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A call that certainly no server has seen goes out again by itself, on another connection, as it was. */
final class TransparentRetryTest {
    private static final Status GOING = StatusCode.UNAVAILABLE.withMessage("the server is shutting down");

    private final ScriptedTransport transport = new ScriptedTransport();
    private final ScriptedResolver resolver = new ScriptedResolver();
    private final ClientChannel channel = ClientChannel.builder(transport, resolver)
            .directExecutor()
            // Longer than any test: attempts after a failure are made by none of these.
            .backoff(new Backoff(Duration.ofHours(1), Duration.ofHours(1)))
            .build();

    /** The first connection, which has taken one call. */
    private final ScriptedConnection first = connected();

    @AfterEach
    void close() {
        channel.close();
    }

    static List<MethodDescriptor<String, String>> singleRequestMethods() {
        return List.of(UNARY, ONE_WAY, DOWNLOAD);
    }

    @ParameterizedTest
    @MethodSource("singleRequestMethods")
    void requestThatNeverWasSentGoesOutOnTheNextConnection(MethodDescriptor<String, String> method) {
        Heard call = start(method, DEFAULT);
        call.call.send("visit", true);
        first.last().close(GOING, true);
        assertEquals(List.of(), call.events);
        ScriptedConnection second = transport.last().succeed();
        assertEquals(List.of("last visit"), second.last().told());
        second.last().listener().onMessage(new ScriptedMessage("hello", false));
        second.last().close(Status.OK, false);
        assertTrue(call.end().isOk());
    }

    @Test
    void callPickedForAConnectionThatDiesAtThatVeryMomentGoesOutOnTheNext() {
        // The picker still has the connection, which is not heard to have closed; it takes no more streams.
        first.refuse(StatusCode.UNAVAILABLE.withMessage("the connection is closed"));
        Heard call = start(UNARY, DEFAULT);
        call.call.send("x", true);
        assertEquals(List.of(), call.events);
        assertEquals(2, transport.attempts().size());
        transport.attempts().get(0).listener().onClosed(GOING);
        ScriptedConnection second = transport.last().succeed();
        assertEquals(List.of("last x"), second.last().told());
    }

    @Test
    void allThatAStreamWasToldIsSaidAgainInOrder() {
        Heard call = start(CHAT, DEFAULT);
        call.call.request(4);
        call.call.send("a", false);
        call.call.compressMessages(false);
        call.call.send("b", false);
        call.call.request(3);
        call.call.halfClose();
        first.last().close(GOING, true);
        ScriptedConnection second = transport.last().succeed();
        assertEquals(
                List.of("request 7", "a", "do not compress", "b", "half-close"),
                second.last().told());
    }

    @Test
    void whatIsToldBetweenTwoStreamsIsSaidOnTheSecond() {
        Heard call = start(CHAT, DEFAULT);
        call.call.send("a", false);
        first.last().close(GOING, true);
        assertFalse(call.call.isReady());
        call.call.send("b", false);
        call.call.request(2);
        ScriptedConnection second = transport.last().succeed();
        call.call.send("c", true);
        assertEquals(List.of("request 2", "a", "b", "last c"), second.last().told());
    }

    @Test
    void messageBeingSentWhileItsStreamClosesIsSaidOnceOnTheNext() {
        Heard call = start(CHAT, DEFAULT);
        ScriptedStream old = first.last();
        ScriptedConnection[] second = new ScriptedConnection[1];
        old.duringNext(() -> {
            old.close(GOING, true);
            second[0] = transport.last().succeed();
        });
        call.call.send("a", false);
        call.call.send("b", true);
        assertEquals(List.of("a", "last b"), second[0].last().told());
    }

    @Test
    void messageSentWhileTheOthersAreSaidAgainComesAfterThem() {
        Heard call = start(CHAT, DEFAULT);
        call.call.send("a", false);
        call.call.send("b", false);
        first.last().close(GOING, true);
        ScriptedConnection second = new ScriptedConnection(transport.last().address());
        second.duringOpen(() -> second.last().duringNext(() -> call.call.send("c", true)));
        transport.last().listener().onReady(second);
        assertEquals(List.of("a", "b", "last c"), second.last().told());
    }

    @Test
    void listenerHearsThatItIsReadyOnTheNextStream() {
        Heard call = start(CHAT, DEFAULT);
        first.last().close(GOING, true);
        transport.last().succeed();
        assertEquals(List.of("ready"), call.events);
        assertTrue(call.call.isReady());
    }

    @Test
    void cancelReachesTheNextStreamAndNotTheOldOne() {
        Heard call = start(CHAT, DEFAULT);
        ScriptedStream old = first.last();
        old.close(GOING, true);
        ScriptedConnection second = transport.last().succeed();
        call.call.cancel("enough", null);
        assertEquals("enough", Objects.requireNonNull(second.last().cancelled()).message());
        assertNull(old.cancelled());
    }

    @Test
    void callCancelledWhileItWaitsForTheNextConnectionNeverGetsAStream() {
        Heard call = start(CHAT, DEFAULT);
        first.last().close(GOING, true);
        call.call.cancel("enough", null);
        ScriptedConnection second = transport.last().succeed();
        assertEquals(List.of("CANCELLED"), call.events);
        assertEquals(0, second.streams().size());
    }

    @Test
    void callCancelledWhileItsNextStreamOpensCancelsThat() {
        Heard call = start(CHAT, DEFAULT);
        first.last().close(GOING, true);
        ScriptedConnection second = new ScriptedConnection(transport.last().address());
        second.duringOpen(() -> call.call.cancel("enough", null));
        transport.last().listener().onReady(second);
        assertEquals("enough", Objects.requireNonNull(second.last().cancelled()).message());
    }

    @Test
    void connectionThatRefusedIsDrainedAndTakesNoMoreCalls() {
        start(CHAT, DEFAULT);
        first.last().close(GOING, true);
        assertTrue(first.drained());
        assertNull(first.closed());
        ScriptedConnection second = transport.last().succeed();
        start(CHAT, DEFAULT);
        assertEquals(2, first.streams().size());
        assertEquals(2, second.streams().size());
    }

    @Test
    void serverThatRefusesForEverEndsTheCallWithItsLastStatus() {
        Heard call = start(UNARY, DEFAULT);
        call.call.send("x", true);
        ScriptedConnection on = first;
        for (int i = 1; i <= SendingCall.MAX_RETRIES; i++) {
            on.last().close(GOING, true);
            assertEquals(List.of(), withoutReady(call));
            on = transport.last().succeed();
        }
        Status last = StatusCode.UNAVAILABLE.withMessage("for the last time");
        on.last().close(last, true);
        assertEquals(last, call.end().status());
        assertEquals(CallPhase.UNSENT, call.end().phase());
        assertEquals(1 + SendingCall.MAX_RETRIES, transport.attempts().size());
    }

    @Test
    void connectionsThatRefuseBeforeTheStreamIsOpenEndTheCallToo() {
        Heard call = start(CHAT, DEFAULT);
        call.call.send("x", false);
        first.last().close(GOING, true);
        for (int i = 1; i <= SendingCall.MAX_RETRIES; i++) {
            assertEquals(List.of(), call.events);
            ScriptedConnection refusing =
                    new ScriptedConnection(transport.last().address());
            refusing.refuse(GOING);
            transport.last().listener().onReady(refusing);
        }
        assertEquals(GOING, call.end().status());
    }

    @Test
    void nextConnectionThatCannotBeMadeEndsACallThatWouldRatherFail() {
        Heard hasty = start(UNARY, DEFAULT);
        Heard patient = start(UNARY, DEFAULT.withWaiting(Waiting.WAIT_FOR_READY));
        first.streams().get(1).close(GOING, true);
        first.streams().get(2).close(GOING, true);
        transport.last().listener().onClosed(StatusCode.UNAVAILABLE.withMessage("connection refused"));
        assertEquals(StatusCode.UNAVAILABLE, hasty.end().status().code());
        assertEquals(List.of(), patient.events);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"OK", "UNAVAILABLE"},
            mode = EnumSource.Mode.EXCLUDE)
    void anyOtherStatusIsTold(StatusCode code) {
        Heard call = start(UNARY, DEFAULT);
        call.call.send("x", true);
        first.last().close(Status.of(code), true);
        assertEquals(code, call.end().status().code());
        assertEquals(1, transport.attempts().size());
    }

    @Test
    void callThatMayHaveBeenSeenIsNotSentAgain() {
        Heard call = start(UNARY, DEFAULT);
        call.call.send("x", true);
        first.last().close(GOING, false);
        assertEquals(GOING, call.end().status());
    }

    @Test
    void callThatWasAnsweredIsNotSentAgainWhateverTheTransportSays() {
        Heard call = start(CHAT, DEFAULT);
        first.last().listener().onHeaders(Metadata.EMPTY);
        first.last().close(GOING, true);
        assertEquals(GOING, call.end().status());
    }

    @Test
    void callThatSentMoreThanItKeepsIsNotSentAgain() {
        Heard call = start(CHAT, DEFAULT);
        for (int i = 0; i <= 64; i++) {
            call.call.send("m" + i, false);
        }
        assertEquals(65, first.last().told().size());
        first.last().close(GOING, true);
        assertEquals(GOING, call.end().status());
    }

    @Test
    void callOfAsManyMessagesAsAreKeptIsSentAgain() {
        Heard call = start(CHAT, DEFAULT);
        for (int i = 0; i < 64; i++) {
            call.call.send("m" + i, false);
        }
        first.last().close(GOING, true);
        assertEquals(64, transport.last().succeed().last().told().size());
        assertEquals(List.of("ready"), call.events);
    }

    @Test
    void callThatHadNotSentItsRequestYetSendsItOnTheNextStream() {
        Heard call = start(UNARY, DEFAULT);
        first.last().close(GOING, true);
        ScriptedConnection second = transport.last().succeed();
        call.call.send("x", true);
        assertEquals(List.of("last x"), second.last().told());
    }

    @Test
    void retriedCallOfAClosedChannelEndsWithItsClose() {
        Heard call = start(UNARY, DEFAULT);
        ScriptedStream stream = first.last();
        channel.close();
        stream.listener().onClosed(Objects.requireNonNull(first.closed()), Metadata.EMPTY, Origin.THIS_SIDE, true);
        assertEquals(StatusCode.UNAVAILABLE, call.end().status().code());
        assertTrue(call.end().status().message().contains("closed by its owner"));
    }

    private static List<String> withoutReady(Heard call) {
        return call.events.stream().filter(event -> !event.equals("ready")).toList();
    }

    private ScriptedConnection connected() {
        start(CHAT, DEFAULT);
        resolver.find("one");
        return transport.last().succeed();
    }

    private Heard start(MethodDescriptor<String, String> method, CallOptions options) {
        return new Heard(channel.newCall(method, options));
    }
}
