package dev.tern.rpc.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state with every event. */
class StreamStateTest {
    @ParameterizedTest(name = "{0} after {1} is {2}")
    @CsvSource({
        "OPEN, LOCAL_END, HALF_CLOSED_LOCAL",
        "OPEN, REMOTE_END, HALF_CLOSED_REMOTE",
        "OPEN, CLOSE, CLOSED",
        "HALF_CLOSED_LOCAL, REMOTE_END, CLOSED",
        "HALF_CLOSED_LOCAL, CLOSE, CLOSED",
        "HALF_CLOSED_REMOTE, LOCAL_END, CLOSED",
        "HALF_CLOSED_REMOTE, CLOSE, CLOSED",
        "CLOSED, CLOSE, CLOSED"
    })
    void a_state_moves(StreamState from, StreamState.Event event, StreamState to) {
        assertSame(to, from.after(event));
    }

    @ParameterizedTest(name = "{0} refuses {1}")
    @CsvSource({
        "HALF_CLOSED_LOCAL, LOCAL_END",
        "HALF_CLOSED_REMOTE, REMOTE_END",
        "CLOSED, LOCAL_END",
        "CLOSED, REMOTE_END"
    })
    void a_second_end_of_a_side_is_impossible(StreamState from, StreamState.Event event) {
        IllegalStateException impossible = assertThrows(IllegalStateException.class, () -> from.after(event));

        assertEquals(event + " in state " + from, impossible.getMessage());
    }

    @ParameterizedTest(name = "{0}: may send {1}, may receive {2}")
    @CsvSource({
        "OPEN, true, true",
        "HALF_CLOSED_LOCAL, false, true",
        "HALF_CLOSED_REMOTE, true, false",
        "CLOSED, false, false"
    })
    void a_state_knows_who_may_send(StreamState state, boolean canSend, boolean canReceive) {
        assertEquals(canSend, state.canSend());
        assertEquals(canReceive, state.canReceive());
    }

    @Test
    void a_head_has_a_timeout_unless_it_says_that_it_has_none() {
        assertEquals(true, head(1).hasTimeout());
        assertEquals(false, head(RequestHead.NO_TIMEOUT).hasTimeout());
    }

    private static RequestHead head(long timeoutNanos) {
        return new RequestHead("helloworld.Greeter/SayHello", MethodKind.UNARY, timeoutNanos, Metadata.EMPTY);
    }
}
