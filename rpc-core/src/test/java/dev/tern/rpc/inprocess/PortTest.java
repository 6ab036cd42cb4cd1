package dev.tern.rpc.inprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.ConnectionListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names that are listened at and connected to. */
class PortTest {
    private final Rig rig = new Rig();
    private final RecordedStream client = new RecordedStream();

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    /** Connects, and gives what the listener heard. */
    private static List<Status> failuresOf(InProcessTransport transport, SocketAddress address) {
        List<Status> failures = new ArrayList<>();
        transport.connect(address, new ConnectionListener() {
            @Override
            public void onReady(ClientConnection connection) {
                throw new AssertionError("connected");
            }

            @Override
            public void onDraining() {
                throw new AssertionError("draining");
            }

            @Override
            public void onClosed(Status reason) {
                failures.add(reason);
            }
        });
        return failures;
    }

    @Test
    void a_connect_where_nobody_listens_fails_and_names_the_address() {
        List<Status> failures = failuresOf(rig.transport, InProcessAddress.of("nobody"));

        assertEquals(List.of(StatusCode.UNAVAILABLE.withMessage("nobody listens at inprocess:nobody")), failures);
    }

    @Test
    void names_of_one_transport_are_unknown_to_another() {
        List<Status> failures = failuresOf(InProcessTransport.create(), Rig.ADDRESS);

        assertEquals(StatusCode.UNAVAILABLE, failures.get(0).code());
    }

    @Test
    void a_connect_to_an_address_of_another_kind_fails() {
        List<Status> failures = failuresOf(rig.transport, new InetSocketAddress(1));

        assertEquals(StatusCode.INVALID_ARGUMENT, failures.get(0).code());
    }

    @Test
    void a_name_is_listened_at_once() {
        IOException taken = assertThrows(IOException.class, () -> rig.transport.listen(Rig.ADDRESS, rig));

        assertEquals("somebody listens at inprocess:greeter already", taken.getMessage());
    }

    @Test
    void an_address_of_another_kind_cannot_be_listened_at() {
        assertThrows(IOException.class, () -> rig.transport.listen(new InetSocketAddress(0), rig));
    }

    @Test
    void a_closed_port_takes_no_connection_and_leaves_those_there() {
        rig.port.close();
        rig.port.close();

        assertEquals(1, failuresOf(rig.transport, Rig.ADDRESS).size());
        rig.open(MethodKind.BIDI_STREAMING, client);
        assertEquals(1, rig.served.size());
    }

    @Test
    void a_name_is_free_again_when_its_port_is_closed() throws IOException {
        rig.port.close();

        assertEquals(Rig.ADDRESS, rig.transport.listen(Rig.ADDRESS, rig).address());
    }

    @Test
    void the_late_close_of_a_port_does_not_close_its_successor() throws IOException {
        rig.port.close();
        rig.transport.listen(Rig.ADDRESS, rig);

        rig.port.close();

        assertThrows(IOException.class, () -> rig.transport.listen(Rig.ADDRESS, rig));
    }

    @Test
    void a_connection_the_acceptor_closes_was_never_ready() throws IOException {
        InProcessAddress full = InProcessAddress.of("full");
        rig.transport.listen(full, connection -> {
            connection.close(StatusCode.RESOURCE_EXHAUSTED.withMessage("too many"));
            return rig;
        });

        List<Status> failures = failuresOf(rig.transport, full);

        assertEquals(List.of(StatusCode.RESOURCE_EXHAUSTED.withMessage("too many")), failures);
    }

    @Test
    void an_acceptor_that_throws_fails_the_connect() throws IOException {
        InProcessAddress broken = InProcessAddress.of("broken");
        rig.transport.listen(broken, connection -> {
            throw new IllegalStateException("planted");
        });

        assertEquals(
                StatusCode.INTERNAL, failuresOf(rig.transport, broken).get(0).code());
    }

    @Test
    void a_closed_transport_neither_connects_nor_listens() {
        rig.transport.close();

        assertEquals(
                List.of(StatusCode.UNAVAILABLE.withMessage("the in-process transport is closed")),
                failuresOf(rig.transport, Rig.ADDRESS));
        assertThrows(IOException.class, () -> rig.transport.listen(InProcessAddress.of("other"), rig));
    }
}
