package dev.tern.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link RpcException} and the {@link Outcome} in it. */
class RpcExceptionTest {
    private static final Metadata TRAILERS = Metadata.of(Metadata.Key.text("lang"), "nl");
    private static final Status NOT_FOUND = StatusCode.NOT_FOUND.withMessage("no such greeting");
    private static final Outcome OUTCOME = new Outcome(
            NOT_FOUND,
            TRAILERS,
            Origin.PEER,
            "helloworld.Greeter/SayHello",
            "localhost:50051",
            CallPhase.SENT,
            Duration.ofNanos(1_500_000));

    @Test
    void an_exception_tells_what_its_outcome_tells() {
        RpcException failure = new RpcException(OUTCOME);

        assertSame(OUTCOME, failure.outcome());
        assertSame(NOT_FOUND, failure.status());
        assertSame(StatusCode.NOT_FOUND, failure.code());
        assertSame(TRAILERS, failure.trailers());
        assertSame(Origin.PEER, failure.origin());
    }

    @Test
    void its_message_says_what_where_who_how_far_and_how_long() {
        assertEquals(
                "NOT_FOUND: no such greeting [helloworld.Greeter/SayHello at localhost:50051, decided by the peer, "
                        + "waiting for the reply, after 1.5 ms]",
                new RpcException(OUTCOME).getMessage());
    }

    @Test
    void a_call_that_never_had_a_peer_says_so() {
        Outcome unsent = new Outcome(
                NOT_FOUND,
                Metadata.EMPTY,
                Origin.THIS_SIDE,
                "helloworld.Greeter/SayHello",
                "",
                CallPhase.UNSENT,
                Duration.ZERO);

        assertEquals(
                "NOT_FOUND: no such greeting [helloworld.Greeter/SayHello, no peer yet, decided by this side, "
                        + "before it was sent, after 0.0 ms]",
                unsent.toString());
    }

    @Test
    void its_line_has_the_time_there_was_and_the_cause_that_the_message_does_not_tell() {
        Status status = StatusCode.UNAVAILABLE
                .withMessage("connection lost")
                .withCause(new IOException("reading failed", new IOException("Broken\npipe")));
        Outcome outcome = new Outcome(
                status,
                Metadata.EMPTY,
                Origin.THIS_SIDE,
                "a/B",
                "localhost:50051",
                CallPhase.STREAMING,
                Duration.ofMillis(1003),
                Optional.of(Duration.ofSeconds(1)));

        assertEquals(
                "UNAVAILABLE: connection lost [a/B at localhost:50051, decided by this side, after the server began to"
                        + " answer, after 1003 ms of 1000 ms; caused by IOException: Broken pipe]",
                outcome.toString());
    }

    @Test
    void a_cause_that_the_message_tells_is_only_named() {
        Status status = StatusCode.ABORTED.withMessage("lost: no space").withCause(new IOException("no space"));
        Outcome outcome =
                new Outcome(status, Metadata.EMPTY, Origin.THIS_SIDE, "a/B", "", CallPhase.SENT, Duration.ofMillis(12));

        assertEquals(
                "ABORTED: lost: no space [a/B, no peer yet, decided by this side, waiting for the reply, after 12.0 ms;"
                        + " caused by IOException]",
                outcome.toString());
    }

    @Test
    void a_message_of_several_lines_is_told_on_one() {
        assertEquals(
                "NOT_FOUND: a b",
                Outcome.of(StatusCode.NOT_FOUND.withMessage("a\nb")).toString());
    }

    @ParameterizedTest
    @EnumSource
    void only_what_was_sent_may_have_been_seen_by_the_server(CallPhase phase) {
        boolean mayHaveBeenSeen = phase == CallPhase.SENT || phase == CallPhase.STREAMING;

        assertEquals(!mayHaveBeenSeen, phase.isUnsent());
    }

    @Test
    void a_status_thrown_by_a_handler_is_decided_on_this_side_and_knows_no_call() {
        RpcException failure = new RpcException(NOT_FOUND);

        assertEquals(Outcome.of(NOT_FOUND), failure.outcome());
        assertSame(Origin.THIS_SIDE, failure.origin());
        assertEquals("NOT_FOUND: no such greeting", failure.getMessage());
    }

    @Test
    void a_handler_may_throw_trailers_with_its_status() {
        RpcException failure = new RpcException(NOT_FOUND, TRAILERS);

        assertSame(TRAILERS, failure.trailers());
        assertSame(NOT_FOUND, failure.status());
    }

    @Test
    void the_cause_of_the_status_is_the_cause_of_the_exception() {
        Exception cause = new Exception("why");

        assertSame(cause, new RpcException(NOT_FOUND.withCause(cause)).getCause());
        assertNull(new RpcException(NOT_FOUND).getCause());
    }

    @Test
    void an_outcome_is_ok_if_its_status_is() {
        assertTrue(Outcome.OK.isOk());
        assertFalse(OUTCOME.isOk());
    }
}
