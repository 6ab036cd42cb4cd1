package dev.tern.rpc.client;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.balance.Balancer;
import dev.tern.rpc.balance.Picker;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.Waiting;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.call.DirectExecutor;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.resolve.Endpoint;
import dev.tern.rpc.resolve.Resolver;
import dev.tern.rpc.resolve.ResolverListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClientChannelTest {
    private static final MethodDescriptor<String, String> UNARY = method(MethodKind.UNARY);
    private static final MethodDescriptor<String, String> CHAT = method(MethodKind.BIDI_STREAMING);
    private static final MethodDescriptor<String, String> ONE_WAY = method(MethodKind.ONE_WAY);
    private static final CallOptions PATIENT = DEFAULT.withWaiting(Waiting.WAIT_FOR_READY);
    private static final Status REFUSED = StatusCode.UNAVAILABLE.withMessage("connection refused");

    private final ScriptedTransport transport = new ScriptedTransport();
    private final ScriptedResolver resolver = new ScriptedResolver();
    private final ClientChannel channel = ClientChannel.builder(transport, resolver)
            .directExecutor()
            // Longer than any test: attempts after a failure are made by none of these.
            .backoff(new Backoff(Duration.ofHours(1), Duration.ofHours(1)))
            .maxWaitingCalls(3)
            .build();

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void nothingIsResolvedOrConnectedBeforeTheFirstCall() {
        assertEquals(0, resolver.questions.size());
        start(UNARY, DEFAULT);
        assertEquals(1, resolver.questions.size());
        assertEquals(0, transport.attempts().size());
        resolver.find("one");
        assertEquals(1, transport.attempts().size());
    }

    @Test
    void waitingCallsGoOutInTheirOrder() {
        Heard first = start(CHAT, DEFAULT);
        Heard second = start(CHAT, DEFAULT);
        first.call.send("a", false);
        second.call.send("b", false);
        resolver.find("one");
        ScriptedConnection connection = transport.last().succeed();
        assertEquals(List.of("a"), connection.streams().get(0).told());
        assertEquals(List.of("b"), connection.streams().get(1).told());
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
    void callOverTheLimitOfWaitingOnesIsRefusedAndCancelledOnesMakeRoom() {
        Heard first = start(UNARY, PATIENT);
        start(UNARY, PATIENT);
        start(UNARY, PATIENT);
        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED,
                start(UNARY, PATIENT).end().status().code());
        first.call.cancel("no longer", null);
        assertEquals(List.of(), start(UNARY, PATIENT).events);
    }

    @Test
    void failedAttemptEndsCallsThatWouldRatherFailAndKeepsTheOthers() {
        Heard hasty = start(UNARY, DEFAULT);
        Heard patient = start(UNARY, PATIENT);
        resolver.find("one");
        transport.last().listener().onClosed(REFUSED);
        assertEquals(StatusCode.UNAVAILABLE, hasty.end().status().code());
        assertEquals(
                "no connection to scripted:1: connection refused",
                hasty.end().status().message());
        assertEquals(List.of(), patient.events);
    }

    @Test
    void callDuringTheWaitForTheNextAttemptFailsAtOnce() {
        start(UNARY, DEFAULT);
        resolver.find("one");
        transport.last().listener().onClosed(REFUSED);
        assertEquals(
                StatusCode.UNAVAILABLE, start(UNARY, DEFAULT).end().status().code());
        assertEquals(1, transport.attempts().size());
    }

    @Test
    void failedResolutionEndsCallsThatWouldRatherFail() {
        Heard hasty = start(UNARY, DEFAULT);
        Heard patient = start(UNARY, PATIENT);
        resolver.questions.get(0).onFailure(StatusCode.UNAVAILABLE.withMessage("no such name"));
        assertEquals(
                "no connection to scripted:1: no such name",
                hasty.end().status().message());
        assertEquals(List.of(), patient.events);
    }

    @Test
    void failedAttemptHasTheNameResolvedAgainAndANewEndpointIsTried() {
        Heard patient = start(UNARY, PATIENT);
        resolver.find("one");
        transport.last().listener().onClosed(REFUSED);
        assertEquals(2, resolver.questions.size());
        resolver.find("two");
        assertEquals(InProcessAddress.of("two"), transport.last().address());
        patient.call.send("x", true);
        ScriptedConnection connection = transport.last().succeed();
        assertEquals(List.of("last x"), connection.streams().get(0).told());
    }

    @Test
    void endpointThatIsNoLongerFoundIsDrainedAndTheOthersKept() {
        start(CHAT, DEFAULT);
        resolver.find("one", "two");
        ScriptedConnection one = transport.attempts().get(0).succeed();
        ScriptedConnection two = transport.attempts().get(1).succeed();
        resolver.find("two");
        assertTrue(one.drained());
        assertFalse(two.drained());
        start(CHAT, DEFAULT);
        assertEquals(1, two.streams().size());
        assertEquals(2, transport.attempts().size());
    }

    @Test
    void firstReadyEndpointTakesTheCallsUntilItIsLost() {
        start(CHAT, DEFAULT);
        resolver.find("one", "two");
        ScriptedConnection two = transport.attempts().get(1).succeed();
        assertEquals(1, two.streams().size());
        ScriptedConnection one = transport.attempts().get(0).succeed();
        start(CHAT, DEFAULT);
        assertEquals(1, one.streams().size());
        transport.attempts().get(0).listener().onDraining();
        start(CHAT, DEFAULT);
        assertEquals(2, two.streams().size());
    }

    @Test
    void balancerOfTheChannelPicks() {
        Balancer last = new Balancer() {
            @Override
            public <C> Picker<C> picker(List<C> ready) {
                C chosen = ready.get(ready.size() - 1);
                return () -> chosen;
            }
        };
        try (ClientChannel balanced = ClientChannel.builder(transport, resolver)
                .balance(last)
                .directExecutor()
                .build()) {
            new Heard(balanced.newCall(CHAT, DEFAULT));
            resolver.find("one", "two");
            transport.attempts().get(0).succeed();
            ScriptedConnection two = transport.attempts().get(1).succeed();
            new Heard(balanced.newCall(CHAT, DEFAULT));
            assertEquals(1, two.streams().size());
        }
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

    @Test
    void okWithoutTheReplyOfAUnaryCallIsInternal() {
        ScriptedConnection connection = connected();
        Heard call = start(UNARY, DEFAULT);
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

    @Test
    void closeRunsWhatItWasGivenAndClosesTheResolver() {
        List<String> closed = new ArrayList<>();
        ClientChannel other = ClientChannel.builder(transport, resolver)
                .closing(() -> closed.add("action"))
                .build();
        other.close();
        other.close();
        assertEquals(List.of("action"), closed);
        assertTrue(resolver.closed);
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

    private static MethodDescriptor<String, String> method(MethodKind kind) {
        return MethodDescriptor.of(kind, "test.Service", kind.name(), NoMarshaller.INSTANCE, NoMarshaller.INSTANCE);
    }

    /** A started call and what it heard. */
    private static final class Heard implements ClientCallListener<String> {
        private final ClientCall<String, String> call;
        private final List<String> events = new ArrayList<>();
        private final List<Outcome> ends = new ArrayList<>();

        Heard(ClientCall<String, String> call) {
            this.call = call;
            call.start(this, DirectExecutor.INSTANCE);
        }

        Outcome end() {
            assertEquals(1, ends.size(), events::toString);
            return ends.get(0);
        }

        @Override
        public void onMessage(String message) {
            events.add(message);
        }

        @Override
        public void onReady() {
            events.add("ready");
        }

        @Override
        public void onClose(Outcome outcome) {
            events.add(outcome.status().code().name());
            ends.add(outcome);
        }
    }

    private static final class ScriptedResolver implements Resolver {
        private final List<ResolverListener> questions = new ArrayList<>();
        private boolean closed;

        void find(String... names) {
            questions
                    .get(questions.size() - 1)
                    .onEndpoints(Stream.of(names)
                            .map(name -> Endpoint.at(InProcessAddress.of(name)))
                            .toList());
        }

        @Override
        public void resolve(ResolverListener listener) {
            questions.add(listener);
        }

        @Override
        public String target() {
            return "scripted:1";
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
