package dev.tern.rpc.server;

import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerCallListener;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.transport.StreamListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a listener on the server hears at the end of its call. */
final class ListenerEndTest {
    private static final Status CANCELLED = StatusCode.CANCELLED.withMessage("no longer");

    private final ScriptedPeer peer = new ScriptedPeer();
    private final List<Status> ends = new ArrayList<>();

    static List<MethodDescriptor<Text, Text>> methods() {
        return List.of(UNARY, CHAT);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void endOfTheHandlersOwnIsTheOneHeardWhateverComesLater(MethodDescriptor<Text, Text> method) throws IOException {
        Status own = StatusCode.NOT_FOUND.withMessage("no such thing");
        serve(method, call -> call.close(own));
        assertEquals(List.of(own), ends);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void replyIsHeardAsOk(MethodDescriptor<Text, Text> method) throws IOException {
        serve(method, call -> call.reply(Text.of(1)));
        assertEquals(List.of(Status.OK), ends);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void endThatComesBeforeTheHandlersIsHeard(MethodDescriptor<Text, Text> method) throws IOException {
        serve(method, call -> {});
        assertEquals(List.of(CANCELLED), ends);
    }

    private void serve(MethodDescriptor<Text, Text> method, Consumer<ServerCall<Text, Text>> ending)
            throws IOException {
        Server server = Server.builder(peer, ScriptedPeer.ADDRESS)
                .add(TextService.with(method, call -> call.listen(new Noting(() -> ending.accept(call))))
                        .bind())
                .directExecutor()
                .start();
        StreamListener call = peer.call(new ScriptedServerStream(), method, method.kind(), "");
        call.onMessage(ScriptedPeer.message(Text.of(1), false));
        call.onHalfClose();
        call.onClosed(CANCELLED, Metadata.EMPTY, Origin.PEER, false);
        server.close();
    }

    private final class Noting implements ServerCallListener<Text> {
        private final Runnable onRequest;

        Noting(Runnable onRequest) {
            this.onRequest = onRequest;
        }

        @Override
        public void onMessage(Text request) {
            onRequest.run();
        }

        @Override
        public void onClose(Status status) {
            ends.add(status);
        }
    }
}
