package dev.tern.rpc.server;

import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Status;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.transport.StreamListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CompressedCallsTest {
    private final ScriptedPeer peer = new ScriptedPeer();
    private final ScriptedServerStream stream = new ScriptedServerStream();

    static List<MethodDescriptor<Text, Text>> methods() {
        return List.of(UNARY, CHAT);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void handlerIsToldWhichRequestsCameCompressed(MethodDescriptor<Text, Text> method) throws IOException {
        for (boolean compressed : new boolean[] {true, false}) {
            List<Boolean> told = new ArrayList<>();
            serve(method, call -> call.listen(request -> told.add(call.isRequestCompressed())), compressed);
            assertEquals(List.of(compressed), told);
        }
    }

    @Test
    void replyOfAUnaryHandlerIsCompressedIfItSaysSo() throws IOException {
        serve(UNARY, Handlers.unary((request, call) -> {
            call.compressReplies(true);
            return request;
        }));
        assertEquals(List.of("compress", "reply"), stream.told);
    }

    @Test
    void compressionMayBeTurnedOffAndOnBetweenMessages() throws IOException {
        serve(
                CHAT,
                call -> call.listen(request -> {
                    call.context().compressReplies(true);
                    call.send(Text.of(1));
                    call.context().compressReplies(false);
                    call.send(Text.of(2));
                    call.context().compressReplies(true);
                    call.send(Text.of(3));
                    call.close(Status.OK);
                }));
        assertEquals(
                List.of("compress", "message", "do not compress", "message", "compress", "message", "close OK"),
                stream.told);
    }

    @Test
    void firstTrueAfterTheHeadIsSentIsRefused() throws IOException {
        serve(CHAT, call -> {
            call.sendHeaders();
            call.context().compressReplies(false);
            assertThrows(IllegalStateException.class, () -> call.context().compressReplies(true));
            end(call);
        });
        assertEquals(List.of("headers", "do not compress", "reply"), stream.told);
    }

    private static void end(ServerCall<Text, Text> call) {
        call.listen(request -> {});
        call.reply(Text.of(1));
    }

    private void serve(MethodDescriptor<Text, Text> method, ServerHandler<Text, Text> handler) throws IOException {
        serve(method, handler, false);
    }

    private void serve(MethodDescriptor<Text, Text> method, ServerHandler<Text, Text> handler, boolean compressed)
            throws IOException {
        Server server = Server.builder(peer, ScriptedPeer.ADDRESS)
                .add(TextService.with(method, handler).bind())
                .directExecutor()
                .start();
        StreamListener call = peer.call(stream, method, method.kind(), "");
        call.onMessage(ScriptedPeer.message(Text.of(1), compressed));
        call.onHalfClose();
        server.close();
    }
}
