package dev.tern.rpc.client;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.client.Heard.CHAT;
import static dev.tern.rpc.client.Heard.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.balance.Balancer;
import dev.tern.rpc.balance.Picker;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.Waiting;
import dev.tern.rpc.inprocess.InProcessAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClientChannelTest {
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
}
