package dev.tern.rpc.server;

import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.call.RequestHandler;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerCallListener;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.transport.StreamListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RequestHandlerTest {
    private final ScriptedPeer peer = new ScriptedPeer();
    private final List<String> heard = new ArrayList<>();

    static List<MethodDescriptor<Text, Text>> methods() {
        return List.of(UNARY, CHAT);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void handlerHearsTheRequestAndTheCallItIsOf(MethodDescriptor<Text, Text> method) throws IOException {
        RequestHandler<Text, Text> handler = (request, call) ->
                heard.add(request.value() + " of " + call.method().name());
        call(method, call -> call.listen(handler));
        assertEquals(List.of("hello of " + method.name()), heard);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void handlerThatCouldBeAListenerIsWhatItWasNamedAs(MethodDescriptor<Text, Text> method) throws IOException {
        Both both = new Both();
        call(method, call -> call.listen((RequestHandler<Text, Text>) both));
        call(method, call -> call.listen((ServerCallListener<Text>) both));
        assertEquals(List.of("hello as handler", "hello as listener"), heard);
    }

    @Test
    void secondListenerOfACallIsRefused() throws IOException {
        RequestHandler<Text, Text> handler = (request, call) -> heard.add(request.value());
        call(UNARY, call -> {
            call.listen(handler);
            assertThrows(IllegalStateException.class, () -> call.listen(handler));
        });
        assertEquals(List.of("hello"), heard);
    }

    private void call(MethodDescriptor<Text, Text> method, ServerHandler<Text, Text> handler) throws IOException {
        try (Server server = Server.builder(peer, ScriptedPeer.ADDRESS)
                .add(TextService.with(method, handler).bind())
                .directExecutor()
                .start()) {
            StreamListener call = peer.call(new ScriptedServerStream(), method, method.kind(), "");
            call.onMessage(ScriptedPeer.message(new Text("hello"), false));
            call.onHalfClose();
            assertEquals(1, server.callsInFlight());
        }
    }

    private final class Both implements RequestHandler<Text, Text>, ServerCallListener<Text> {
        @Override
        public void onRequest(Text request, ServerCall<Text, Text> call) {
            heard.add(request.value() + " as handler");
        }

        @Override
        public void onMessage(Text message) {
            heard.add(message.value() + " as listener");
        }
    }
}
