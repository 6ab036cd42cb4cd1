package dev.tern.rpc.inprocess;

import static dev.tern.rpc.inprocess.TextMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.Stream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections: made, drained and closed. */
class ConnectionTest {
    private static final Status SHUT_DOWN = StatusCode.UNAVAILABLE.withMessage("shut down");

    private final Rig rig = new Rig();
    private final RecordedStream client = new RecordedStream();

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    @Test
    void a_connection_is_accepted_and_then_ready() {
        assertEquals(List.of("connection"), rig.serverEvents);
        assertEquals(List.of("ready"), rig.clientEvents);
    }

    @Test
    void each_side_knows_the_other_by_name() {
        assertEquals(Rig.ADDRESS, rig.client().peer());
        assertEquals(InProcessAddress.of("greeter#1"), rig.server().peer());
    }

    @Test
    void a_drain_of_an_idle_connection_closes_it_on_both_sides() {
        rig.client().drain();

        assertEquals(List.of("ready", "closed UNAVAILABLE"), rig.clientEvents);
        assertEquals(List.of("connection", "closed UNAVAILABLE"), rig.serverEvents);
    }

    @Test
    void the_client_hears_when_the_server_drains() {
        rig.open(MethodKind.BIDI_STREAMING, client);

        rig.server().drain();
        rig.server().drain();

        assertEquals(List.of("ready", "draining"), rig.clientEvents);
    }

    @Test
    void a_draining_connection_refuses_calls_unseen() {
        rig.open(MethodKind.BIDI_STREAMING, new RecordedStream());
        rig.server().drain();

        rig.open(MethodKind.BIDI_STREAMING, client);

        assertEquals(List.of("closed UNAVAILABLE"), client.events);
        assertTrue(client.neverSent);
        assertEquals(1, rig.served.size());
    }

    @Test
    void calls_on_a_draining_connection_run_to_their_end_and_then_it_closes() {
        Stream stream = rig.open(MethodKind.BIDI_STREAMING, client);
        rig.server().drain();
        stream.send("still here", BYTES, true);
        assertEquals(List.of("ready", "draining"), rig.clientEvents);

        rig.lastServed().stream().reply("me too", BYTES, Metadata.EMPTY);

        assertEquals(List.of("message me too", "closed OK"), client.events);
        assertEquals(List.of("ready", "draining", "closed UNAVAILABLE"), rig.clientEvents);
        assertEquals(List.of("connection", "closed UNAVAILABLE"), rig.serverEvents);
    }

    @Test
    void a_call_opened_before_the_drain_may_send_its_request_after_it() {
        rig.whenCalled =
                call -> call.heard().whenMessage = text -> call.stream().reply(text, BYTES, Metadata.EMPTY);
        Stream stream = rig.open(MethodKind.UNARY, client);
        rig.client().drain();

        stream.send("hello", BYTES, true);

        assertEquals(List.of("message hello", "closed OK"), client.events);
    }

    @Test
    void a_close_by_the_client_ends_its_calls_here_with_its_status() {
        rig.open(MethodKind.BIDI_STREAMING, client);

        rig.client().close(SHUT_DOWN);

        assertEquals(SHUT_DOWN, client.status);
        assertEquals(Origin.THIS_SIDE, client.origin);
        assertFalse(client.neverSent);
        assertEquals(SHUT_DOWN, rig.lastServed().heard().status);
        assertEquals(Origin.PEER, rig.lastServed().heard().origin);
    }

    @Test
    void a_close_by_the_server_ends_its_calls_here_with_its_status() {
        rig.open(MethodKind.BIDI_STREAMING, client);

        rig.server().close(SHUT_DOWN);

        assertEquals(SHUT_DOWN, client.status);
        assertEquals(Origin.PEER, client.origin);
        assertEquals(Origin.THIS_SIDE, rig.lastServed().heard().origin);
    }

    @Test
    void a_call_not_sent_when_its_connection_closes_was_never_sent() {
        rig.open(MethodKind.UNARY, client);

        rig.server().close(SHUT_DOWN);

        assertTrue(client.neverSent);
        assertEquals(List.of(), rig.served);
    }

    @Test
    void both_sides_hear_once_that_a_connection_is_closed() {
        rig.server().close(SHUT_DOWN);
        rig.client().close(StatusCode.INTERNAL.withMessage("second"));

        assertEquals(List.of("ready", "closed UNAVAILABLE"), rig.clientEvents);
        assertEquals(List.of("connection", "closed UNAVAILABLE"), rig.serverEvents);
    }

    @Test
    void a_connection_closes_after_its_calls() {
        client.whenClosed = () -> rig.clientEvents.add("call closed");
        rig.open(MethodKind.BIDI_STREAMING, client);

        rig.server().close(SHUT_DOWN);

        assertEquals(List.of("ready", "call closed", "closed UNAVAILABLE"), rig.clientEvents);
    }

    @Test
    void a_closed_connection_refuses_calls_and_says_why_it_was_closed() {
        rig.server().close(SHUT_DOWN);

        rig.open(MethodKind.BIDI_STREAMING, client);

        assertEquals(
                StatusCode.UNAVAILABLE.withMessage(
                        "the connection to inprocess:greeter is closed: UNAVAILABLE: shut down"),
                client.status);
        assertTrue(client.neverSent);
    }

    @Test
    void the_close_of_the_transport_ends_everything() {
        rig.open(MethodKind.BIDI_STREAMING, client);

        rig.transport.close();
        rig.transport.close();

        assertEquals(
                StatusCode.UNAVAILABLE, Objects.requireNonNull(client.status).code());
        assertEquals(List.of("ready", "closed UNAVAILABLE"), rig.clientEvents);
        assertEquals(List.of("connection", "closed UNAVAILABLE"), rig.serverEvents);
        assertEquals(0, rig.transport.liveStreams());
    }

    @Test
    void calls_opened_while_the_connection_closes_all_end_before_it() throws Exception {
        for (int round = 0; round < 200; round++) {
            Rig racing = new Rig();
            Runnable open = () -> {
                for (int i = 0; i < 20; i++) {
                    racing.open(MethodKind.BIDI_STREAMING, new RecordedStream());
                }
            };

            CancelTest.atOnce(open, open, () -> racing.server().close(SHUT_DOWN));

            assertEquals(List.of("ready", "closed UNAVAILABLE"), racing.clientEvents);
            assertEquals(0, racing.transport.liveStreams());
            racing.close();
        }
    }

    @Test
    void calls_that_end_while_the_connection_drains_let_it_close() throws Exception {
        for (int round = 0; round < 200; round++) {
            Rig racing = new Rig();
            racing.whenCalled =
                    call -> call.heard().whenMessage = text -> call.stream().reply(text, BYTES, Metadata.EMPTY);
            Runnable call = () -> {
                for (int i = 0; i < 20; i++) {
                    racing.open(MethodKind.UNARY, new RecordedStream()).send("hello", BYTES, true);
                }
            };

            CancelTest.atOnce(call, call, () -> racing.server().drain());

            assertEquals("closed UNAVAILABLE", racing.clientEvents.get(racing.clientEvents.size() - 1));
            racing.close();
        }
    }
}
