package dev.tern.rpc.inprocess;

import static dev.tern.rpc.inprocess.TextMarshaller.OBJECTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerStream;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that cause one another run on one thread without using up its stack. */
class NestingTest {
    private static final int MANY = 100_000;

    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    /** Answers each message with another until there were many; keeps no record, unlike {@link RecordedStream}. */
    private static final class Player implements StreamListener {
        private @Nullable Stream stream;
        private int heard;
        private boolean isClosed;

        @Override
        public void onMessage(InboundMessage message) {
            message.decode(OBJECTS);
            Stream ball = Objects.requireNonNull(stream);
            if (++heard == MANY) {
                ball.cancel(Status.OK);
            } else {
                ball.request(1);
                ball.send("ball", OBJECTS, false);
            }
        }

        @Override
        public void onHeaders(Metadata headers) {}

        @Override
        public void onHalfClose() {}

        @Override
        public void onReady() {}

        @Override
        public void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent) {
            isClosed = true;
        }
    }

    @Test
    void two_sides_that_answer_each_other_in_their_events_do_not_recurse() throws Exception {
        Player server = new Player();
        Player client = new Player();
        InProcessAddress table = InProcessAddress.of("table");
        rig.transport.listen(table, connection -> new dev.tern.rpc.transport.ServerConnectionListener() {
            @Override
            public StreamListener onStream(ServerStream stream, RequestHead head) {
                server.stream = stream;
                return server;
            }

            @Override
            public void onClosed(Status reason) {}
        });
        rig.transport.connect(table, new ConnectionListener() {
            @Override
            public void onReady(ClientConnection connection) {
                client.stream = connection.open(
                        new RequestHead("test/Play", MethodKind.BIDI_STREAMING, RequestHead.NO_TIMEOUT, Metadata.EMPTY),
                        client);
            }

            @Override
            public void onDraining() {}

            @Override
            public void onClosed(Status reason) {}
        });

        Objects.requireNonNull(client.stream).send("ball", OBJECTS, false);

        assertEquals(MANY, server.heard);
        assertTrue(client.isClosed && server.isClosed);
    }

    @Test
    void calls_each_opened_when_the_last_has_ended_do_not_recurse() {
        rig.whenCalled = call -> {
            rig.served.clear();
            rig.recorded.clear();
            call.stream().close(Status.OK, Metadata.EMPTY);
        };
        int[] calls = {0};

        openNext(calls);

        assertEquals(MANY, calls[0]);
    }

    private void openNext(int[] calls) {
        if (calls[0]++ < MANY - 1) {
            RecordedStream next = new RecordedStream();
            next.whenClosed = () -> openNext(calls);
            rig.open(MethodKind.BIDI_STREAMING, next);
        }
    }

    @Test
    void connects_each_tried_when_the_last_has_failed_do_not_recurse() {
        int[] tries = {0};

        connectNext(tries);

        assertEquals(MANY, tries[0]);
    }

    private void connectNext(int[] tries) {
        rig.transport.connect(InProcessAddress.of("nobody"), new ConnectionListener() {
            @Override
            public void onReady(ClientConnection connection) {}

            @Override
            public void onDraining() {}

            @Override
            public void onClosed(Status reason) {
                if (++tries[0] < MANY) {
                    connectNext(tries);
                }
            }
        });
    }

    @Test
    void a_call_made_within_an_event_is_over_before_that_event_returns() {
        RecordedStream inner = new RecordedStream();
        List<String> seenByHandler = new ArrayList<>();
        rig.whenCalled = outer -> {
            rig.whenCalled =
                    call -> call.heard().whenMessage = text -> call.stream().reply(text, OBJECTS, Metadata.EMPTY);
            outer.heard().whenMessage = text -> {
                rig.open(MethodKind.UNARY, inner).send("inner", OBJECTS, true);
                seenByHandler.addAll(inner.events);
                outer.stream().reply("outer", OBJECTS, Metadata.EMPTY);
            };
        };

        rig.open(MethodKind.UNARY, new RecordedStream()).send("hello", OBJECTS, true);

        assertEquals(List.of("message inner", "closed OK"), seenByHandler);
    }

    @Test
    void events_below_the_deepest_level_run_in_order_when_those_above_have_returned() {
        List<Integer> order = new ArrayList<>();

        nest(1, order);

        assertEquals(2 * (Nesting.MAX_DEPTH + 2), order.size());
        assertEquals(List.of(-17, 18, -18), order.subList(order.indexOf(17) + 1, order.indexOf(17) + 4));
    }

    /** Writes down each level at its beginning, and negative at its end. */
    private static void nest(int level, List<Integer> order) {
        Nesting.run(() -> {
            order.add(level);
            if (level < Nesting.MAX_DEPTH + 2) {
                nest(level + 1, order);
            }
            order.add(-level);
        });
    }

    @Test
    void events_that_throw_leave_the_level_as_it_was() {
        List<Integer> before = new ArrayList<>();
        nest(1, before);

        Nesting.run(() -> {
            throw new IllegalStateException("planted");
        });

        List<Integer> after = new ArrayList<>();
        nest(1, after);
        assertEquals(before, after);
    }
}
