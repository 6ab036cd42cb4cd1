package dev.tern.rpc.netty.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.BytesMarshaller;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client's connection with calls of each kind, and a server that sends anything. */
final class ClientSession implements FuzzTarget {
    /** Longer than any deadline of {@link FuzzSettings}. */
    private static final int LONG_SECONDS = 100;

    /** More than a stream's credit or a window, less than what is refused. */
    private static final int LONG_MESSAGE = 5_000;

    private final Script script;

    ClientSession(Script script) {
        this.script = script;
    }

    @Override
    public List<byte[]> examples() {
        return script.serverExamples();
    }

    @Override
    public void run(byte[] bytes) {
        Input input = new Input(bytes);
        Application application = new Application();
        try (Wire wire = new Wire(input.next())) {
            script.client(wire.channel.pipeline(), wire, application);
            wire.settle();
            wire.feed(wire.bytes(script, input, false), sent -> application.calls.forEach(Listening::takeHeld));
            end(wire, application);
            script.checkSent(wire.sent(), false);
            wire.checkNothingIsLeft();
        }
        application.checkEnded();
    }

    private static void end(Wire wire, Application application) {
        ClientConnection connection = application.connection;
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
        application.calls.forEach(call -> call.stream.cancel(StatusCode.CANCELLED.withMessage("enough")));
        wire.wait(LONG_SECONDS);
        wire.channel.close();
        wire.settle();
        application.takeAll();
        wire.settle();
    }

    /** Calls of each kind, all begun as soon as there is a connection: streams 1, 2, 3 … or 3, 5, 7 … */
    private static final class Application implements ConnectionListener {
        final List<Call> calls = new ArrayList<>();

        @Nullable
        ClientConnection connection;

        int closed;

        @Override
        public void onReady(ClientConnection connection) {
            this.connection = connection;
            send(call(MethodKind.UNARY), 3, true);
            send(call(MethodKind.ONE_WAY), 3, true);
            Call server = call(MethodKind.SERVER_STREAMING);
            send(server, 3, true);
            server.ask(2);
            Call client = call(MethodKind.CLIENT_STREAMING);
            send(client, 3, false);
            send(client, LONG_MESSAGE, false);
            client.stream.halfClose();
            Call bidi = call(MethodKind.BIDI_STREAMING);
            bidi.holding = true;
            send(bidi, 3, false);
            bidi.ask(1);
            Call cancelled = call(MethodKind.BIDI_STREAMING);
            send(cancelled, 3, false);
            cancelled.stream.cancel(StatusCode.CANCELLED.withMessage("enough"));
            send(call(MethodKind.UNARY), LONG_MESSAGE, true);
        }

        private Call call(MethodKind kind) {
            Call call = new Call();
            calls.add(call);
            Metadata metadata = kind == MethodKind.UNARY ? Metadata.of(Metadata.Key.text("a"), "b") : Metadata.EMPTY;
            call.stream = connection.open(new RequestHead("a/b", kind, 1_000_000_000L, metadata), call);
            return call;
        }

        private static void send(Call call, int length, boolean last) {
            try {
                call.stream.send(new byte[length], BytesMarshaller.BYTES, last);
            } catch (RpcException tooLong) {
                // The peer's HELLO may say less than this.
                call.stream.cancel(tooLong.status());
            }
        }

        @Override
        public void onDraining() {}

        @Override
        public void onClosed(Status reason) {
            closed++;
        }

        void takeAll() {
            for (Call call : calls) {
                while (call.takeHeld()) {
                    call.ask(1);
                }
            }
        }

        void checkEnded() {
            assertEquals(1, closed, "ends of the connection");
            calls.forEach(Listening::checkEnded);
        }
    }

    private static final class Call extends Listening {
        boolean holding;

        @SuppressWarnings("NullAway.Init") // set before anything is heard that uses it
        Stream stream;

        void ask(int more) {
            asked(more);
            stream.request(more);
        }

        @Override
        void message(InboundMessage message) {
            if (holding) {
                hold(message);
                return;
            }
            try {
                decode(message);
            } catch (RuntimeException unreadable) {
                stream.cancel(StatusCode.INTERNAL.withMessage("unreadable"));
            }
        }
    }
}
