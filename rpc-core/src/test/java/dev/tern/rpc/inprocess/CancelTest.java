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
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cancel from either side, and from several threads at once. */
class CancelTest {
    private static final Status GIVEN_UP = StatusCode.CANCELLED.withMessage("given up");

    private final Rig rig = new Rig();
    private final RecordedStream client = new RecordedStream();

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    @Test
    void the_client_that_cancels_hears_its_own_status() {
        rig.open(MethodKind.BIDI_STREAMING, client).cancel(StatusCode.DEADLINE_EXCEEDED.withMessage("too late"));

        assertEquals(StatusCode.DEADLINE_EXCEEDED.withMessage("too late"), client.status);
        assertEquals(Origin.THIS_SIDE, client.origin);
        assertFalse(client.neverSent);
    }

    @Test
    void the_server_of_a_cancelled_call_hears_cancelled_from_the_peer() {
        rig.open(MethodKind.BIDI_STREAMING, client).cancel(GIVEN_UP);

        RecordedStream server = rig.lastServed().heard();
        assertEquals(GIVEN_UP, server.status);
        assertEquals(Origin.PEER, server.origin);
    }

    @Test
    void a_cancel_with_another_code_reaches_the_server_as_cancelled_and_says_why() {
        rig.open(MethodKind.BIDI_STREAMING, client).cancel(StatusCode.DEADLINE_EXCEEDED.withMessage("too late"));

        assertEquals(
                StatusCode.CANCELLED.withMessage("the client gave up: DEADLINE_EXCEEDED: too late"),
                rig.lastServed().heard().status);
    }

    @Test
    void a_call_cancelled_before_its_request_was_sent_was_never_sent() {
        Stream stream = rig.open(MethodKind.UNARY, client);

        stream.cancel(GIVEN_UP);
        stream.send("hello", BYTES, true);

        assertTrue(client.neverSent);
        assertEquals(List.of(), rig.served);
    }

    @Test
    void the_client_hears_the_status_of_a_server_that_cancels() {
        rig.open(MethodKind.BIDI_STREAMING, client);

        rig.lastServed().stream().cancel(StatusCode.ABORTED.withMessage("enough"));

        assertEquals(StatusCode.ABORTED.withMessage("enough"), client.status);
        assertEquals(Origin.PEER, client.origin);
        assertEquals(Origin.THIS_SIDE, rig.lastServed().heard().origin);
        assertEquals(StatusCode.ABORTED.withMessage("enough"), rig.lastServed().heard().status);
    }

    @Test
    void messages_not_yet_delivered_are_dropped_by_a_cancel() {
        Stream stream = rig.open(MethodKind.BIDI_STREAMING, client);
        for (int i = 0; i < 5; i++) {
            stream.send("m" + i, BYTES, false);
            rig.lastServed().stream().send("r" + i, BYTES, false);
        }

        stream.cancel(GIVEN_UP);

        assertEquals(List.of("message r0", "closed CANCELLED"), client.events);
        assertEquals(0, rig.transport.heldMessages());
    }

    @Test
    void a_cancel_from_within_an_event_is_heard_after_it() {
        Stream[] stream = {null};
        client.whenMessage = text -> {
            Objects.requireNonNull(stream[0]).cancel(GIVEN_UP);
            client.events.add("end of event");
        };
        stream[0] = rig.open(MethodKind.BIDI_STREAMING, client);

        rig.lastServed().stream().send("a", BYTES, false);

        assertEquals(List.of("message a", "end of event", "closed CANCELLED"), client.events);
    }

    @Test
    void a_client_may_cancel_while_the_servers_end_waits_for_demand() {
        Stream stream = rig.open(MethodKind.BIDI_STREAMING, client);
        rig.lastServed().stream().send("a", BYTES, false);
        rig.lastServed().stream().send("b", BYTES, false);
        rig.lastServed().stream().close(Status.OK, Metadata.EMPTY);

        stream.cancel(GIVEN_UP);

        assertEquals(List.of("message a", "closed CANCELLED"), client.events);
        assertEquals(List.of("closed OK"), rig.lastServed().heard().events);
    }

    @Test
    void a_message_that_was_heard_can_be_read_after_the_cancel() {
        rig.unreadByServer = new java.util.ArrayList<>();
        Stream stream = rig.open(MethodKind.BIDI_STREAMING, client);
        stream.send("a", BYTES, false);

        stream.cancel(GIVEN_UP);

        assertEquals("a", Objects.requireNonNull(rig.unreadByServer).get(0).decode(BYTES));
    }

    @Test
    void each_side_hears_one_end_whoever_wins_of_many_cancels_at_once() throws Exception {
        for (int round = 0; round < 500; round++) {
            RecordedStream heard = new RecordedStream();
            Stream stream = rig.open(MethodKind.BIDI_STREAMING, heard);
            Rig.Served call = rig.lastServed();

            atOnce(
                    () -> stream.cancel(GIVEN_UP),
                    () -> stream.cancel(StatusCode.DEADLINE_EXCEEDED.withMessage("late")),
                    () -> call.stream().cancel(StatusCode.ABORTED.withMessage("enough")),
                    () -> call.stream().close(Status.OK, Metadata.EMPTY));

            assertEquals(1, heard.events.size());
            assertEquals(1, call.heard().events.size());
            assertEquals(0, rig.transport.liveStreams());
        }
    }

    @Test
    void a_call_cancelled_while_it_is_sent_was_never_sent_exactly_if_the_server_knows_nothing_of_it() throws Exception {
        for (int round = 0; round < 500; round++) {
            RecordedStream heard = new RecordedStream();
            Stream stream = rig.open(MethodKind.UNARY, heard);
            int servedBefore = rig.served.size();

            atOnce(() -> stream.send("hello", BYTES, true), () -> stream.cancel(GIVEN_UP));

            assertEquals(heard.neverSent, rig.served.size() == servedBefore);
            assertEquals(List.of("closed CANCELLED"), heard.events);
        }
    }

    @Test
    void events_never_overlap_with_two_senders_two_readers_and_a_cancel() throws Exception {
        for (int round = 0; round < 100; round++) {
            RecordedStream heard = new RecordedStream();
            Stream stream = rig.open(MethodKind.BIDI_STREAMING, heard);
            Rig.Served call = rig.lastServed();

            atOnce(
                    () -> times(200, () -> stream.send("q", BYTES, false)),
                    () -> times(200, () -> call.stream().send("r", BYTES, false)),
                    () -> times(100, () -> stream.request(1)),
                    () -> {
                        times(100, () -> call.stream().request(1));
                        stream.cancel(GIVEN_UP);
                    });

            assertEquals(List.of(), heard.violations);
            assertEquals(List.of(), call.heard().violations);
            assertEquals(GIVEN_UP, heard.status);
        }
    }

    private static void times(int count, Runnable action) {
        for (int i = 0; i < count; i++) {
            action.run();
        }
    }

    /** Runs each action on a thread of its own, from one moment on, and waits for them. */
    static void atOnce(Runnable... actions) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(actions.length);
        List<Thread> threads = java.util.Arrays.stream(actions)
                .map(action -> new Thread(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException | BrokenBarrierException impossible) {
                        throw new AssertionError(impossible);
                    }
                    action.run();
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
