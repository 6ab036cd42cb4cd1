package dev.tern.rpc.client;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.client.Heard.CHAT;
import static dev.tern.rpc.client.Heard.ONE_WAY;
import static dev.tern.rpc.client.Heard.UNARY;
import static dev.tern.rpc.client.Heard.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.call.DirectExecutor;
import dev.tern.rpc.transport.StreamListener;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChannelCallTest {
    private static final Status REFUSED = StatusCode.UNAVAILABLE.withMessage("connection refused");

    private final ScriptedTransport transport = new ScriptedTransport();
    private final ScriptedResolver resolver = new ScriptedResolver();
    private final ClientChannel channel = ClientChannel.builder(transport, resolver)
            .directExecutor()
            // Longer than any test: attempts after a failure are made by none of these.
            .backoff(new Backoff(Duration.ofHours(1), Duration.ofHours(1)))
            .build();

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void whatWasToldBeforeThereWasAConnectionIsSaidAgainInOrder() {
        Heard call = start(CHAT, DEFAULT);
        call.call.request(5);
        call.call.send("a", false);
        call.call.send("b", false);
        call.call.halfClose();
        resolver.find("one");
        ScriptedConnection connection = transport.last().succeed();
        assertEquals(
                List.of("request 5", "a", "b", "half-close"),
                connection.streams().get(0).told());
    }

    @Test
    void compressionIsTurnedOnAndOffAgainBetweenTheSameMessages() {
        Heard call = start(CHAT, DEFAULT);
        call.call.compressMessages(false);
        call.call.send("a", false);
        call.call.compressMessages(false);
        call.call.compressMessages(true);
        call.call.send("b", true);
        resolver.find("one");
        ScriptedConnection connection = transport.last().succeed();
        assertEquals(
                List.of("do not compress", "a", "compress", "last b"),
                connection.streams().get(0).told());
    }

    @Test
    void compressionOfACallWithAConnectionIsTurnedAtOnce() {
        ScriptedConnection connection = connected();
        start(CHAT, DEFAULT).call.compressMessages(false);
        assertEquals(List.of("do not compress"), connection.streams().get(1).told());
    }

    @Test
    void headNamesTheCompressorAndTheEncodingOfTheRequests() {
        ScriptedConnection connection = connected();
        start(CHAT, DEFAULT.withCompressor(Compressor.GZIP));
        assertNull(connection.streams().get(0).head().compressor());
        assertSame(Compressor.GZIP, connection.streams().get(1).head().compressor());
        assertEquals("none", connection.streams().get(1).head().encoding());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callTellsWhetherItsReplyCameCompressed(boolean compressed) {
        ScriptedConnection connection = connected();
        for (MethodDescriptor<String, String> method : List.of(UNARY, CHAT)) {
            Heard call = start(method, DEFAULT);
            StreamListener stream =
                    connection.streams().get(connection.streams().size() - 1).listener();
            stream.onMessage(new ScriptedMessage("reply", compressed));
            stream.onClosed(Status.OK, Metadata.EMPTY, Origin.PEER, false);
            assertEquals(List.of("reply", "OK"), call.events);
            assertEquals(compressed, call.call.isReplyCompressed());
        }
    }

    @Test
    void callThatWaitedHearsThatItIsReady() {
        Heard call = start(CHAT, DEFAULT);
        assertFalse(call.call.isReady());
        resolver.find("one");
        transport.last().succeed();
        assertTrue(call.call.isReady());
        assertEquals(List.of("ready"), call.events);
    }

    @Test
    void whatPilesUpBeforeThereIsAConnectionIsBounded() {
        Heard call = start(CHAT, DEFAULT);
        for (int i = 0; i < 64; i++) {
            call.call.send("m" + i, false);
        }
        assertEquals(List.of(), call.events);
        call.call.send("one too many", false);
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, call.end().status().code());
    }

    @Test
    void oneWayCallOnAFullConnectionFailsIfToldNotToWait() {
        ScriptedConnection connection = connected();
        connection.nextStreamsReady(false);
        Heard call = start(ONE_WAY, DEFAULT.withWhenFull(WhenFull.FAIL));
        call.call.send("visit", true);
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, call.end().status().code());
        assertNotNull(connection.streams().get(1).cancelled());
    }

    @Test
    void oneWayCallOnAFullConnectionHearsWhenThereIsRoom() {
        ScriptedConnection connection = connected();
        connection.nextStreamsReady(false);
        Heard call = start(ONE_WAY, DEFAULT);
        assertEquals(List.of(), call.events);
        connection.streams().get(1).ready(true);
        connection.streams().get(1).listener().onReady();
        assertEquals(List.of("ready"), call.events);
    }

    static List<MethodDescriptor<String, String>> singleReplyMethods() {
        return List.of(UNARY, UPLOAD);
    }

    @ParameterizedTest
    @MethodSource("singleReplyMethods")
    void secondReplyWhereThereIsOnlyOneIsInternal(MethodDescriptor<String, String> method) {
        ScriptedConnection connection = connected();
        Heard call = start(method, DEFAULT);
        ScriptedMessage second = new ScriptedMessage("two", false);
        connection.last().listener().onMessage(new ScriptedMessage("one", false));
        connection.last().listener().onMessage(second);
        assertEquals(StatusCode.INTERNAL, call.end().status().code());
        assertEquals(
                StatusCode.INTERNAL,
                Objects.requireNonNull(connection.last().cancelled()).code());
        assertTrue(second.gone());
    }

    @ParameterizedTest
    @MethodSource("singleReplyMethods")
    void okWithoutTheOnlyReplyIsInternal(MethodDescriptor<String, String> method) {
        ScriptedConnection connection = connected();
        Heard call = start(method, DEFAULT);
        connection.streams().get(1).listener().onClosed(Status.OK, Metadata.EMPTY, Origin.PEER, false);
        assertEquals(StatusCode.INTERNAL, call.end().status().code());
    }

    @Test
    void statusOfThePeerIsTheOutcomeWithItsTrailers() {
        ScriptedConnection connection = connected();
        Heard call = start(UNARY, DEFAULT);
        Metadata trailers = Metadata.of(Metadata.Key.text("x-key"), "value");
        Status status = StatusCode.ABORTED.withMessage("lost the race");
        connection.streams().get(1).listener().onClosed(status, trailers, Origin.PEER, false);
        assertEquals(status, call.end().status());
        assertEquals(trailers, call.end().trailers());
        assertEquals(Origin.PEER, call.end().origin());
        assertEquals("inprocess:one", call.end().peer());
    }

    @Test
    void deadlineTravelsAsTheTimeLeft() {
        ScriptedConnection connection = connected();
        Heard call = start(CHAT, DEFAULT.withDeadlineAfter(Duration.ofHours(1)));
        long left = connection.streams().get(1).head().timeoutNanos();
        assertTrue(left > 0 && left <= Duration.ofHours(1).toNanos(), () -> left + " ns");
        assertEquals(1, channel.timer().armed());
        call.call.cancel("done", null);
        assertEquals(0, channel.timer().armed());
    }

    @Test
    void callIsStartedOnce() {
        Heard call = start(CHAT, DEFAULT);
        assertThrows(IllegalStateException.class, () -> call.call.start(call, DirectExecutor.INSTANCE));
    }

    @Test
    void demandBelowOneIsRefused() {
        Heard call = start(CHAT, DEFAULT);
        assertThrows(IllegalArgumentException.class, () -> call.call.request(0));
    }

    @Test
    void cancelledCallEndsOnceWhateverComesAfter() {
        ScriptedConnection connection = connected();
        Heard call = start(CHAT, DEFAULT);
        call.call.cancel("enough", null);
        call.call.cancel("again", null);
        connection.streams().get(1).listener().onClosed(REFUSED, Metadata.EMPTY, Origin.THIS_SIDE, false);
        assertEquals(List.of("CANCELLED"), call.events);
        assertEquals(
                "enough",
                Stream.of(connection.streams().get(1).cancelled())
                        .findFirst()
                        .orElseThrow()
                        .message());
    }

    /** A connection that has taken a first call. */
    private ScriptedConnection connected() {
        start(CHAT, DEFAULT);
        resolver.find("one");
        return transport.last().succeed();
    }

    private Heard start(MethodDescriptor<String, String> method, CallOptions options) {
        return new Heard(channel.newCall(method, options));
    }
}
