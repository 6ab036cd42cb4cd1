package dev.tern.rpc.inprocess;

import static dev.tern.rpc.inprocess.TextMarshaller.BYTES;
import static dev.tern.rpc.inprocess.TextMarshaller.OBJECTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.Stream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages come only on demand, and readiness follows the window. */
class DemandTest {
    private final Rig rig = new Rig(
            InProcessTransport.builder().windowMessages(4).windowBytes(100).build());
    private final RecordedStream client = new RecordedStream();
    private final Stream stream = rig.open(MethodKind.BIDI_STREAMING, client);
    private final Rig.Served call = rig.lastServed();
    private final List<InboundMessage> unread = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        unread.forEach(InboundMessage::discard);
        rig.close();
    }

    private void sendFromClient(int messages) {
        for (int i = 0; i < messages; i++) {
            stream.send("m" + i, OBJECTS, false);
        }
    }

    @Test
    void a_stream_begins_with_a_demand_of_one() {
        sendFromClient(3);

        assertEquals(List.of("message m0"), call.heard().events);
    }

    @Test
    void requested_messages_come_and_no_more() {
        sendFromClient(4);

        call.stream().request(2);

        assertEquals(List.of("message m0", "message m1", "message m2"), call.heard().events);
    }

    @Test
    void demand_may_come_before_the_messages() {
        call.stream().request(2);

        sendFromClient(4);

        assertEquals(List.of("message m0", "message m1", "message m2"), call.heard().events);
    }

    @Test
    void demand_is_capped_instead_of_overflowing() {
        call.stream().request(Integer.MAX_VALUE);
        call.stream().request(Integer.MAX_VALUE);

        sendFromClient(3);

        assertEquals(List.of("message m0", "message m1", "message m2"), call.heard().events);
    }

    @Test
    void a_demand_of_less_than_one_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> stream.request(0));
    }

    @Test
    void a_demand_from_within_a_message_brings_the_next_after_it() {
        call.heard().whenMessage = text -> call.stream().request(1);

        sendFromClient(3);

        assertEquals(List.of("message m0", "message m1", "message m2"), call.heard().events);
    }

    @Test
    void the_half_close_waits_for_the_messages_before_it_but_for_no_demand_of_its_own() {
        sendFromClient(2);
        stream.halfClose();
        assertEquals(List.of("message m0"), call.heard().events);

        call.stream().request(1);

        assertEquals(List.of("message m0", "message m1", "half-close"), call.heard().events);
    }

    @Test
    void headers_need_no_demand() {
        call.stream().send("a", OBJECTS, false);
        rig.open(MethodKind.BIDI_STREAMING, new RecordedStream());
        Rig.Served second = rig.lastServed();
        second.stream().sendHeaders(Metadata.EMPTY);

        assertEquals(List.of("headers {}"), rig.recorded.get(rig.recorded.size() - 2).events);
    }

    @Test
    void the_end_waits_until_the_messages_before_it_were_asked_for() {
        call.stream().send("a", OBJECTS, false);
        call.stream().send("b", OBJECTS, false);
        call.stream().close(Status.OK, Metadata.EMPTY);
        assertEquals(List.of("message a"), client.events);

        stream.request(1);

        assertEquals(List.of("message a", "message b", "closed OK"), client.events);
    }

    @Test
    void a_stream_is_ready_from_the_start() {
        assertTrue(stream.isReady());
        assertTrue(call.stream().isReady());
    }

    @Test
    void a_sender_is_not_ready_once_so_many_messages_are_unread() {
        sendFromClient(1 + 3);
        assertTrue(stream.isReady());

        stream.send("one more", OBJECTS, false);

        assertFalse(stream.isReady());
        assertTrue(call.stream().isReady());
    }

    @Test
    void a_sender_is_not_ready_once_so_many_bytes_are_unread() {
        stream.send("taken at once", BYTES, false);
        stream.send("x".repeat(99), BYTES, false);
        assertTrue(stream.isReady());

        stream.send("x", BYTES, false);

        assertFalse(stream.isReady());
    }

    @Test
    void a_sender_is_told_once_when_half_of_the_window_is_free_again() {
        sendFromClient(1 + 4);

        call.stream().request(1);
        assertEquals(List.of(), client.events);
        call.stream().request(1);

        assertEquals(List.of("ready"), client.events);
        assertTrue(stream.isReady());
        call.stream().request(2);
        assertEquals(List.of("ready"), client.events);
    }

    @Test
    void a_server_is_told_of_its_readiness_too() {
        for (int i = 0; i < 1 + 4; i++) {
            call.stream().send("r" + i, OBJECTS, false);
        }
        assertFalse(call.stream().isReady());

        stream.request(4);

        assertEquals(List.of("ready"), call.heard().events);
    }

    @Test
    void a_message_that_was_heard_counts_until_it_is_read() {
        call.heard().unread = unread;
        call.stream().request(10);
        sendFromClient(4);
        assertFalse(stream.isReady());

        unread.get(0).discard();
        assertFalse(stream.isReady());
        unread.get(1).decode(OBJECTS);

        assertTrue(stream.isReady());
    }

    @Test
    void a_message_may_be_sent_when_not_ready() {
        sendFromClient(50);

        call.stream().request(49);

        assertEquals(50, call.heard().events.size());
    }

    @Test
    void a_window_of_one_message_opens_when_it_is_read() {
        try (Rig narrow = new Rig(InProcessTransport.builder().windowMessages(1).build())) {
            narrow.unreadByServer = unread;
            Stream one = narrow.open(MethodKind.BIDI_STREAMING, new RecordedStream());
            one.send("a", OBJECTS, false);
            assertFalse(one.isReady());

            unread.get(0).discard();

            assertTrue(one.isReady());
        }
    }

    @Test
    void a_sender_that_fills_the_window_at_every_readiness_gets_everything_through() {
        int[] sent = {0};
        client.whenReady = () -> {
            while (stream.isReady() && sent[0] < 1000) {
                stream.send("m" + sent[0]++, OBJECTS, false);
            }
        };
        call.heard().whenMessage = text -> call.stream().request(1);

        client.whenReady.run();

        assertEquals(1000, call.heard().events.size());
        assertEquals("message m999", call.heard().events.get(999));
    }
}
