package dev.tern.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTest {
    private static final StatusDetail RETRY = StatusDetail.of("type/Retry", new byte[] {1, 2});
    private static final StatusDetail HELP = StatusDetail.of("type/Help", new byte[] {3});
    private static final Status NOT_FOUND = StatusCode.NOT_FOUND.withMessage("no such greeting");

    @Test
    void a_status_of_a_code_has_nothing_else() {
        Status status = Status.of(StatusCode.ABORTED);

        assertSame(StatusCode.ABORTED, status.code());
        assertEquals("", status.message());
        assertEquals(List.of(), status.details());
        assertEquals(Optional.empty(), status.cause());
    }

    @Test
    void there_is_one_plain_ok() {
        assertSame(Status.OK, Status.of(StatusCode.OK));
    }

    @Test
    void only_ok_is_ok() {
        assertTrue(Status.OK.isOk());
        assertTrue(Status.OK.withMessage("with a word").isOk());
        assertFalse(NOT_FOUND.isOk());
    }

    @Test
    void details_are_added_after_those_there() {
        assertEquals(
                List.of(RETRY, HELP),
                NOT_FOUND.withDetail(RETRY).withDetail(HELP).details());
    }

    @Test
    void details_can_be_replaced() {
        assertEquals(
                List.of(HELP),
                NOT_FOUND.withDetail(RETRY).withDetails(List.of(HELP)).details());
    }

    @Test
    void details_do_not_change_with_the_list_they_came_from() {
        List<StatusDetail> details = new ArrayList<>(List.of(RETRY));
        Status status = NOT_FOUND.withDetails(details);

        details.clear();

        assertEquals(List.of(RETRY), status.details());
        assertThrows(UnsupportedOperationException.class, () -> status.details().clear());
    }

    @Test
    void a_change_leaves_the_rest_as_it_was() {
        Exception cause = new Exception("why");
        Status status = NOT_FOUND.withDetail(RETRY).withCause(cause).withMessage("another");

        assertSame(StatusCode.NOT_FOUND, status.code());
        assertEquals(List.of(RETRY), status.details());
        assertSame(cause, status.cause().orElseThrow());
    }

    @Test
    void code_message_and_details_make_a_status_equal() {
        assertEquals(NOT_FOUND.withDetail(RETRY), NOT_FOUND.withDetail(RETRY));
        assertEquals(
                NOT_FOUND.withDetail(RETRY).hashCode(),
                NOT_FOUND.withDetail(RETRY).hashCode());
        assertNotEquals(NOT_FOUND, NOT_FOUND.withDetail(RETRY));
        assertNotEquals(NOT_FOUND, NOT_FOUND.withMessage("another"));
        assertNotEquals(NOT_FOUND, StatusCode.ABORTED.withMessage(NOT_FOUND.message()));
    }

    @Test
    void the_cause_does_not_count_for_equality() {
        assertEquals(NOT_FOUND, NOT_FOUND.withCause(new Exception("why")));
    }

    @Test
    void a_status_reads_as_one_line() {
        assertEquals("ABORTED", Status.of(StatusCode.ABORTED).toString());
        assertEquals("NOT_FOUND: no such greeting", NOT_FOUND.toString());
        assertEquals(
                "NOT_FOUND: no such greeting [type/Retry (2 bytes)]",
                NOT_FOUND.withDetail(RETRY).toString());
    }

    @Test
    void an_rpc_exception_that_a_handler_made_means_its_own_status() {
        assertSame(NOT_FOUND, Status.ofFailure(NOT_FOUND.asException()));
    }

    @Test
    void the_failure_of_a_call_the_handler_made_tells_the_client_nothing_of_itself() {
        RpcException failure = new RpcException(new Outcome(
                NOT_FOUND,
                Metadata.EMPTY,
                Origin.PEER,
                "inner.Service/Find",
                "inner:50051",
                CallPhase.SENT,
                Duration.ZERO));

        Status status = Status.ofFailure(failure);

        assertSame(StatusCode.UNKNOWN, status.code());
        assertFalse(status.toString().contains("inner"));
        assertSame(failure, status.cause().orElseThrow());
    }

    @Test
    void the_cause_of_an_rpc_exception_is_kept() {
        Exception cause = new Exception("why");

        Status status = Status.ofFailure(NOT_FOUND.withCause(cause).asException());

        assertSame(cause, status.cause().orElseThrow());
    }

    @Test
    void any_other_failure_tells_the_peer_nothing_of_itself() {
        Exception failure = new IllegalStateException("password is swordfish");

        Status status = Status.ofFailure(failure);

        assertSame(StatusCode.UNKNOWN, status.code());
        assertFalse(status.toString().contains("swordfish"));
        assertSame(failure, status.cause().orElseThrow());
    }

    @Test
    void a_detail_does_not_change_with_the_array_it_came_from() {
        byte[] value = {1};
        StatusDetail detail = StatusDetail.of("type/Retry", value);

        value[0] = 2;

        assertEquals(ByteBuffer.wrap(new byte[] {1}), detail.value());
    }

    @Test
    void the_value_of_a_detail_is_a_read_only_view_of_its_own() {
        ByteBuffer value = RETRY.value();
        value.get();

        assertEquals(2, RETRY.value().remaining());
        assertThrows(ReadOnlyBufferException.class, () -> value.put((byte) 0));
    }

    @Test
    void details_of_the_same_type_and_bytes_are_equal() {
        StatusDetail same = StatusDetail.of("type/Retry", new byte[] {1, 2});

        assertEquals(RETRY, same);
        assertEquals(RETRY.hashCode(), same.hashCode());
        assertNotEquals(RETRY, HELP);
        assertNotEquals(RETRY, StatusDetail.of("type/Help", new byte[] {1, 2}));
    }
}
