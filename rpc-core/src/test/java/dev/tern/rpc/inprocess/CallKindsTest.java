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
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of call, and the order of its events. */
class CallKindsTest {
    private static final Metadata METADATA = Metadata.of(Metadata.Key.text("lang"), "nl");

    private final Rig rig = new Rig();
    private final RecordedStream client = new RecordedStream();

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    private static void replyInCapitals(Rig.Served call) {
        call.heard().whenMessage = text -> call.stream().reply(text.toUpperCase(Locale.ROOT), BYTES, METADATA);
    }

    @Test
    void a_unary_call_hears_the_reply_and_then_the_end() {
        rig.whenCalled = CallKindsTest::replyInCapitals;

        rig.open(MethodKind.UNARY, client).send("hello", BYTES, true);

        assertEquals(List.of("message HELLO", "closed OK"), client.events);
    }

    @Test
    void the_trailers_and_the_origin_of_a_reply_are_the_servers() {
        rig.whenCalled = CallKindsTest::replyInCapitals;

        rig.open(MethodKind.UNARY, client).send("hello", BYTES, true);

        assertEquals(METADATA, client.trailers);
        assertEquals(Origin.PEER, client.origin);
        assertFalse(client.neverSent);
    }

    @Test
    void the_server_of_a_unary_call_hears_ok_from_this_side_once_it_has_replied() {
        rig.whenCalled = CallKindsTest::replyInCapitals;

        rig.open(MethodKind.UNARY, client).send("hello", BYTES, true);

        RecordedStream server = rig.lastServed().heard();
        assertEquals(List.of("message hello", "closed OK"), server.events);
        assertEquals(Origin.THIS_SIDE, server.origin);
    }

    @Test
    void a_server_that_replies_later_hears_the_half_close_first() {
        rig.open(MethodKind.UNARY, client).send("hello", BYTES, true);

        rig.lastServed().stream().reply("later", BYTES, Metadata.EMPTY);

        assertEquals(
                List.of("message hello", "half-close", "closed OK"),
                rig.lastServed().heard().events);
        assertEquals(List.of("message later", "closed OK"), client.events);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNARY", "ONE_WAY", "SERVER_STREAMING"})
    void a_call_with_a_single_request_is_unknown_to_the_server_until_its_message_is_sent(MethodKind kind) {
        rig.open(kind, client);

        assertEquals(List.of(), rig.served);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLIENT_STREAMING", "BIDI_STREAMING"})
    void a_call_with_many_requests_is_told_to_the_server_when_it_is_opened(MethodKind kind) {
        rig.open(kind, client);

        assertEquals(kind, rig.lastServed().head().kind());
    }

    @Test
    void the_head_arrives_as_it_was_sent() {
        RequestHead head = new RequestHead("test.Greeter/Other", MethodKind.BIDI_STREAMING, 1_000_000, METADATA);
        rig.recorded.add(client);

        rig.client().open(head, client);

        assertEquals(head, rig.lastServed().head());
    }

    @Test
    void a_one_way_call_ends_ok_for_the_client_when_the_server_has_it() {
        rig.open(MethodKind.ONE_WAY, client).send("note", BYTES, true);

        assertEquals(List.of("closed OK"), client.events);
        assertEquals(Origin.THIS_SIDE, client.origin);
        assertEquals(List.of("message note", "half-close"), rig.lastServed().heard().events);
    }

    @Test
    void nothing_the_server_answers_to_a_one_way_call_reaches_the_client() {
        rig.open(MethodKind.ONE_WAY, client).send("note", BYTES, true);

        Rig.Served call = rig.lastServed();
        call.stream().sendHeaders(METADATA);
        call.stream().send("one", BYTES, false);
        call.stream().close(StatusCode.INTERNAL.withMessage("no"), METADATA);

        assertEquals(List.of("closed OK"), client.events);
        assertEquals(List.of("message note", "half-close", "closed OK"), call.heard().events);
    }

    @Test
    void a_one_way_call_is_live_until_the_server_is_done_with_it() {
        rig.open(MethodKind.ONE_WAY, client).send("note", BYTES, true);
        assertEquals(1, rig.transport.liveStreams());

        rig.lastServed().stream().close(Status.OK, Metadata.EMPTY);

        assertEquals(0, rig.transport.liveStreams());
    }

    @Test
    void a_client_streaming_call_brings_all_requests_in_order_and_one_reply() {
        rig.whenCalled = call -> {
            call.stream().request(9);
            call.heard().whenHalfClosed = () -> call.stream().reply("sum", BYTES, Metadata.EMPTY);
        };
        Stream stream = rig.open(MethodKind.CLIENT_STREAMING, client);

        stream.send("a", BYTES, false);
        stream.send("b", BYTES, false);
        stream.halfClose();

        assertEquals(
                List.of("message a", "message b", "half-close", "closed OK"),
                rig.lastServed().heard().events);
        assertEquals(List.of("message sum", "closed OK"), client.events);
    }

    @Test
    void a_server_streaming_call_brings_headers_then_messages_then_the_end() {
        Stream stream = rig.open(MethodKind.SERVER_STREAMING, client);
        stream.request(9);
        stream.send("go", BYTES, true);

        Rig.Served call = rig.lastServed();
        call.stream().sendHeaders(METADATA);
        call.stream().send("a", BYTES, false);
        call.stream().send("b", BYTES, false);
        call.stream().close(Status.OK, METADATA);

        assertEquals(List.of("headers {lang=nl}", "message a", "message b", "closed OK"), client.events);
    }

    @Test
    void a_bidi_call_interleaves_as_its_sides_like() {
        rig.whenCalled = call -> {
            call.stream().request(9);
            call.heard().whenMessage = text -> call.stream().send("re " + text, BYTES, false);
            call.heard().whenHalfClosed = () -> call.stream().close(Status.OK, Metadata.EMPTY);
        };
        Stream stream = rig.open(MethodKind.BIDI_STREAMING, client);
        stream.request(9);

        stream.send("a", BYTES, false);
        assertEquals(List.of("message re a"), client.events);
        stream.send("b", BYTES, true);

        assertEquals(List.of("message re a", "message re b", "closed OK"), client.events);
    }

    @Test
    void a_server_may_end_a_call_before_it_has_given_its_listener() {
        rig.whenCalled =
                call -> call.stream().close(StatusCode.UNIMPLEMENTED.withMessage("no such method"), Metadata.EMPTY);

        rig.open(MethodKind.UNARY, client).send("hello", BYTES, true);

        assertEquals(List.of("closed UNIMPLEMENTED"), client.events);
        assertFalse(client.neverSent);
        assertEquals(List.of("closed OK"), rig.lastServed().heard().events);
    }

    @Test
    void a_client_hears_no_headers_when_the_server_sent_none() {
        rig.open(MethodKind.SERVER_STREAMING, client).send("go", BYTES, true);

        rig.lastServed().stream().send("a", BYTES, false);

        assertEquals(List.of("message a"), client.events);
    }

    @Test
    void a_server_may_end_a_call_while_the_client_still_sends() {
        Stream stream = rig.open(MethodKind.BIDI_STREAMING, client);
        rig.lastServed().stream().close(Status.OK, Metadata.EMPTY);

        stream.send("too late", BYTES, false);
        stream.halfClose();

        assertEquals(List.of("closed OK"), client.events);
        assertEquals(List.of("closed OK"), rig.lastServed().heard().events);
    }

    @Test
    void everything_is_a_no_op_after_the_end() {
        rig.whenCalled = CallKindsTest::replyInCapitals;
        Stream stream = rig.open(MethodKind.UNARY, client);
        stream.send("hello", BYTES, true);
        Rig.Served call = rig.lastServed();

        stream.send("more", BYTES, true);
        stream.halfClose();
        stream.request(1);
        stream.cancel(StatusCode.CANCELLED.withMessage("late"));
        call.stream().sendHeaders(METADATA);
        call.stream().send("more", BYTES, false);
        call.stream().reply("more", BYTES, METADATA);
        call.stream().close(Status.OK, METADATA);
        call.stream().cancel(StatusCode.CANCELLED.withMessage("late"));

        assertFalse(stream.isReady());
        assertEquals(List.of("message HELLO", "closed OK"), client.events);
        assertEquals(List.of("message hello", "closed OK"), call.heard().events);
    }

    @Test
    void a_status_leaves_its_cause_behind() {
        rig.open(MethodKind.UNARY, client).send("hello", BYTES, true);
        Status status = StatusCode.DATA_LOSS.withMessage("gone").withCause(new IllegalStateException("secret"));

        rig.lastServed().stream().close(status, Metadata.EMPTY);

        assertEquals(status, client.status);
        assertTrue(Objects.requireNonNull(client.status).cause().isEmpty());
    }
}
