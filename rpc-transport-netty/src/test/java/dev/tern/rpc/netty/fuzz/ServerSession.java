package dev.tern.rpc.netty.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.BytesMarshaller;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerConnectionListener;
import dev.tern.rpc.transport.ServerStream;
import dev.tern.rpc.transport.StreamListener;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server's connection with a client that sends anything, and an application that does what servers do. */
final class ServerSession implements FuzzTarget {
    /** Longer than any deadline of {@link FuzzSettings}. */
    private static final int LONG_SECONDS = 100;

    private final Script script;

    ServerSession(Script script) {
        this.script = script;
    }

    @Override
    public List<byte[]> examples() {
        return script.clientExamples();
    }

    @Override
    public void run(byte[] bytes) {
        Input input = new Input(bytes);
        Application application = new Application();
        try (Wire wire = new Wire(input.next())) {
            script.server(wire.channel.pipeline(), wire, application);
            wire.feed(wire.bytes(script, input, true), sent -> application.takeOne());
            end(wire, application);
            script.checkSent(wire.sent(), true);
            wire.checkNothingIsLeft();
        }
        application.checkEnded();
    }

    private static void end(Wire wire, Application application) {
        Connection connection = application.connection;
        if (connection != null) {
            switch (wire.end()) {
                case DRAINED -> connection.drain();
                case CLOSED_HERE -> connection.close(StatusCode.UNAVAILABLE.withMessage("the end"));
                case CLOSED_BY_PEER -> wire.channel.close();
                case LEFT_ALONE -> wire.wait(LONG_SECONDS);
            }
        }
        wire.settle();
        application.takeAll();
        wire.wait(LONG_SECONDS);
        wire.channel.close();
        wire.settle();
        application.takeAll();
        wire.settle();
    }

    /** What a server does, told by the method's name and kind. */
    private static final class Application
            implements dev.tern.rpc.transport.ConnectionAcceptor, ServerConnectionListener {
        final List<Call> calls = new ArrayList<>();

        @Nullable
        Connection connection;

        int closed;

        @Override
        public ServerConnectionListener onConnection(Connection connection) {
            this.connection = connection;
            return this;
        }

        @Override
        public StreamListener onStream(ServerStream stream, RequestHead head) {
            Call call = new Call(stream, head.method());
            calls.add(call);
            if (head.method().endsWith("deny")) {
                stream.close(StatusCode.PERMISSION_DENIED.withMessage("no"), head.metadata());
            } else if (head.method().endsWith("refuse")) {
                stream.refuse(StatusCode.UNAVAILABLE.withMessage("elsewhere"));
            } else if (head.method().endsWith("hold")) {
                call.ask(2);
            }
            return call;
        }

        @Override
        public void onClosed(Status reason) {
            closed++;
        }

        void takeOne() {
            calls.forEach(Call::takeHeld);
        }

        void takeAll() {
            for (Call call : calls) {
                while (call.takeHeld()) {
                    call.ask(1);
                }
            }
        }

        void checkEnded() {
            assertEquals(connection == null ? 0 : 1, closed, "ends of the connection");
            calls.forEach(Listening::checkEnded);
        }
    }

    private static final class Call extends Listening {
        private final ServerStream stream;
        private final String method;

        Call(ServerStream stream, String method) {
            this.stream = stream;
            this.method = method;
        }

        void ask(int more) {
            asked(more);
            stream.request(more);
        }

        @Override
        void message(InboundMessage message) {
            if (method.endsWith("hold")) {
                hold(message);
                return;
            }
            byte[] bytes;
            try {
                bytes = decode(message);
            } catch (RuntimeException unreadable) {
                stream.close(StatusCode.INTERNAL.withMessage("unreadable"), Metadata.EMPTY);
                return;
            }
            if (method.endsWith("many")) {
                stream.sendHeaders(Metadata.of(Metadata.Key.text("a"), "b"));
                for (int i = 0; i < 3; i++) {
                    stream.send(bytes, BytesMarshaller.BYTES, false);
                }
            } else if (method.endsWith("cancel")) {
                stream.cancel(StatusCode.CANCELLED.withMessage("enough"));
            } else if (method.endsWith("chat")) {
                stream.send(bytes, BytesMarshaller.BYTES, false);
                ask(1);
            } else {
                stream.reply(bytes, BytesMarshaller.BYTES, Metadata.EMPTY);
            }
        }

        @Override
        void halfClosed() {
            stream.close(Status.OK, Metadata.EMPTY);
        }
    }
}
