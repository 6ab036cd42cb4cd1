package dev.tern.rpc.inprocess;

import static dev.tern.rpc.inprocess.TextMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.transport.Stream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers and listeners must not do, and what comes of it. */
class MisuseTest {
    private static final Metadata METADATA = Metadata.of(Metadata.Key.text("lang"), "nl");

    private final Rig rig = new Rig();
    private final RecordedStream client = new RecordedStream();

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    @Test
    void messages_after_the_last_one_are_refused() {
        Stream stream = rig.open(MethodKind.BIDI_STREAMING, client);
        stream.halfClose();

        assertThrows(IllegalStateException.class, () -> stream.send("more", BYTES, false));
        assertThrows(IllegalStateException.class, stream::halfClose);
    }

    @Test
    void headers_after_a_message_are_refused() {
        rig.open(MethodKind.SERVER_STREAMING, client).send("go", BYTES, true);
        rig.lastServed().stream().send("a", BYTES, false);

        assertThrows(
                IllegalStateException.class, () -> rig.lastServed().stream().sendHeaders(METADATA));
    }

    @Test
    void a_server_stream_has_no_half_close_of_its_own() {
        rig.open(MethodKind.BIDI_STREAMING, client);

        assertThrows(
                UnsupportedOperationException.class,
                () -> rig.lastServed().stream().halfClose());
        assertThrows(
                IllegalArgumentException.class, () -> rig.lastServed().stream().send("a", BYTES, true));
    }

    @Test
    void a_server_listener_that_throws_ends_its_call_with_internal() {
        rig.whenCalled = call -> call.heard().whenMessage = text -> {
            throw new IllegalStateException("planted");
        };

        rig.open(MethodKind.UNARY, client).send("hello", BYTES, true);

        assertEquals(List.of("closed INTERNAL"), client.events);
        assertEquals(
                List.of("message hello", "closed INTERNAL"), rig.lastServed().heard().events);
    }

    @Test
    void a_server_that_throws_when_called_ends_that_call_with_internal() {
        rig.whenCalled = call -> {
            rig.recorded.remove(call.heard());
            throw new IllegalStateException("planted");
        };

        rig.open(MethodKind.UNARY, client).send("hello", BYTES, true);

        assertEquals(List.of("closed INTERNAL"), client.events);
        assertEquals(Origin.PEER, client.origin);
    }
}
