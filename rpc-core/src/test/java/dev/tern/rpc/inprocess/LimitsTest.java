package dev.tern.rpc.inprocess;

import static dev.tern.rpc.inprocess.TextMarshaller.BYTES;
import static dev.tern.rpc.inprocess.TextMarshaller.OBJECTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.Stream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every limit has a defined outcome that names it. */
class LimitsTest {
    /** Measures 1 + 60 + 32 bytes. */
    private static final Metadata LARGE = Metadata.of(Metadata.Key.text("a"), "x".repeat(60));

    /** Measures 1 + 59 + 32 bytes, the most that is allowed here. */
    private static final Metadata JUST_RIGHT = Metadata.of(Metadata.Key.text("a"), "x".repeat(59));

    private final Rig rig = new Rig(InProcessTransport.builder()
            .maxMessageBytes(10)
            .maxMetadataBytes(92)
            .maxConcurrentCalls(2)
            .build());
    private final RecordedStream client = new RecordedStream();

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    @Test
    void a_request_over_the_limit_is_refused_and_the_stream_is_as_it_was() {
        Stream stream = rig.open(MethodKind.UNARY, client);

        RpcException refused = assertThrows(RpcException.class, () -> stream.send("x".repeat(11), BYTES, true));

        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED.withMessage("message of 11 bytes exceeds maxMessageBytes 10"),
                refused.status());
        stream.send("x".repeat(10), BYTES, true);
        assertEquals(
                List.of("message xxxxxxxxxx", "half-close"), rig.lastServed().heard().events);
    }

    @Test
    void a_reply_over_the_limit_is_refused_and_the_stream_is_as_it_was() {
        rig.open(MethodKind.UNARY, client).send("hello", BYTES, true);
        Rig.Served call = rig.lastServed();

        RpcException refused =
                assertThrows(RpcException.class, () -> call.stream().reply("x".repeat(11), BYTES, Metadata.EMPTY));

        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
        call.stream().reply("ok", BYTES, Metadata.EMPTY);
        assertEquals(List.of("message ok", "closed OK"), client.events);
    }

    @Test
    void an_object_handed_over_has_no_size_to_limit() {
        rig.open(MethodKind.UNARY, client).send("x".repeat(11), OBJECTS, true);

        assertEquals("message xxxxxxxxxxx", rig.lastServed().heard().events.get(0));
    }

    @Test
    void an_object_that_must_become_bytes_after_all_obeys_the_limit() {
        rig.unreadByServer = new java.util.ArrayList<>();
        rig.open(MethodKind.UNARY, client).send("x".repeat(11), OBJECTS, true);
        var message = java.util.Objects.requireNonNull(rig.unreadByServer).get(0);

        RpcException refused = assertThrows(RpcException.class, () -> message.decode(BYTES));

        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
    }

    @Test
    void request_metadata_up_to_the_limit_passes() {
        rig.open(MethodKind.BIDI_STREAMING, JUST_RIGHT, client);

        assertEquals(JUST_RIGHT, rig.lastServed().head().metadata());
    }

    @Test
    void request_metadata_over_the_limit_refuses_the_call_unseen() {
        rig.open(MethodKind.BIDI_STREAMING, LARGE, client);

        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED.withMessage("request metadata of 93 bytes exceeds maxMetadataBytes 92"),
                client.status);
        assertEquals(Origin.THIS_SIDE, client.origin);
        assertTrue(client.neverSent);
        assertEquals(List.of(), rig.served);
    }

    @Test
    void reply_metadata_over_the_limit_ends_the_call_on_both_sides() {
        rig.open(MethodKind.BIDI_STREAMING, client);

        rig.lastServed().stream().sendHeaders(LARGE);

        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED.withMessage("reply metadata of 93 bytes exceeds maxMetadataBytes 92"),
                client.status);
        assertEquals(client.status, rig.lastServed().heard().status);
    }

    @Test
    void trailers_over_the_limit_end_the_call_on_both_sides() {
        rig.open(MethodKind.BIDI_STREAMING, client);

        rig.lastServed().stream().close(Status.OK, LARGE);

        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED.withMessage("trailing metadata of 93 bytes exceeds maxMetadataBytes 92"),
                client.status);
        assertEquals(client.status, rig.lastServed().heard().status);
    }

    @Test
    void a_reply_with_trailers_over_the_limit_does_not_arrive() {
        rig.open(MethodKind.UNARY, client).send("hello", BYTES, true);

        rig.lastServed().stream().reply("reply", BYTES, LARGE);

        assertEquals(List.of("closed RESOURCE_EXHAUSTED"), client.events);
    }

    @Test
    void a_call_over_the_limit_is_refused_unseen_and_says_which_limit() {
        rig.open(MethodKind.BIDI_STREAMING, new RecordedStream());
        rig.open(MethodKind.BIDI_STREAMING, new RecordedStream());

        rig.open(MethodKind.BIDI_STREAMING, client);

        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED.withMessage(
                        "call 3 at once on the connection to inprocess:greeter exceeds maxConcurrentCalls 2"),
                client.status);
        assertEquals(Origin.THIS_SIDE, client.origin);
        assertTrue(client.neverSent);
        assertEquals(2, rig.served.size());
    }

    @Test
    void a_refused_stream_ignores_what_it_is_told() {
        rig.open(MethodKind.BIDI_STREAMING, new RecordedStream());
        rig.open(MethodKind.BIDI_STREAMING, new RecordedStream());
        Stream refused = rig.open(MethodKind.UNARY, client);

        refused.send("hello", BYTES, true);
        refused.request(1);
        refused.cancel(Status.of(StatusCode.CANCELLED));

        assertEquals(List.of("closed RESOURCE_EXHAUSTED"), client.events);
        assertEquals(2, rig.served.size());
    }

    @Test
    void the_place_of_a_call_is_free_when_its_end_is_heard() {
        rig.whenCalled =
                call -> call.heard().whenMessage = text -> call.stream().reply(text, BYTES, Metadata.EMPTY);
        rig.open(MethodKind.BIDI_STREAMING, new RecordedStream());
        RecordedStream second = new RecordedStream();
        client.whenClosed = () -> rig.open(MethodKind.UNARY, second).send("again", BYTES, true);

        rig.open(MethodKind.UNARY, client).send("hello", BYTES, true);

        assertEquals(List.of("message again", "closed OK"), second.events);
    }

    @Test
    void a_limit_below_one_is_refused_by_name() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> InProcessTransport.builder().windowMessages(0).build());

        assertEquals("windowMessages must be at least 1, not 0", refused.getMessage());
    }
}
