package dev.tern.rpc.netty.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.call.DirectExecutor;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerCallListener;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.stub.Handlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One call that its server never ends, whatever is sent. */
final class PendingCall implements ClientCallListener<Text> {
    private final CompletableFuture<Outcome> end = new CompletableFuture<>();

    private PendingCall() {}

    /** A service whose calls of all kinds but {@code INNER}, which echoes, never end. */
    static TextService service() {
        return TextService.with(TextService.UNARY, handler(0))
                .and(TextService.UPLOAD, handler(0))
                .and(TextService.DOWNLOAD, handler(3))
                .and(TextService.CHAT, handler(1))
                .and(TextService.ONE_WAY, Handlers.oneWay((request, call) -> {}))
                .and(TextService.INNER, Handlers.unary((request, call) -> request));
    }

    /** Calls of each kind that is answered, so many of each, with several requests where there may be. */
    static List<PendingCall> ofEachKind(ClientChannel channel, int each) {
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            calls.add(start(channel, TextService.UNARY, new Text("unary"), true));
            calls.add(start(channel, TextService.DOWNLOAD, new Text("download"), true));
            for (MethodDescriptor<Text, Text> method : List.of(TextService.UPLOAD, TextService.CHAT)) {
                calls.add(start(channel, method, new Text("stream"), false));
            }
        }
        return calls;
    }

    static PendingCall start(ClientChannel channel, MethodDescriptor<Text, Text> method, Text request, boolean last) {
        PendingCall pending = new PendingCall();
        ClientCall<Text, Text> call = channel.newCall(method, CallOptions.DEFAULT);
        call.start(pending, DirectExecutor.INSTANCE);
        call.request(1_000);
        call.send(request, last);
        if (!last) {
            call.send(request, false);
        }
        return pending;
    }

    /** It ended because the connection to a peer was lost, and says so. */
    void assertLost(String peer) {
        RpcException failure = new RpcException(Await.value(end));
        assertEquals(StatusCode.UNAVAILABLE, failure.code(), failure::getMessage);
        assertEquals(Origin.THIS_SIDE, failure.origin(), failure::getMessage);
        assertTrue(failure.getMessage().contains(peer), failure::getMessage);
        assertTrue(failure.status().message().length() > 10, failure::getMessage);
    }

    boolean isOver() {
        return end.isDone();
    }

    Outcome outcome() {
        return Await.value(end);
    }

    private static ServerHandler<Text, Text> handler(int repliesForEach) {
        return call -> call.listen(new Silent(call, repliesForEach));
    }

    @Override
    public void onMessage(Text message) {}

    @Override
    public void onClose(Outcome outcome) {
        end.complete(outcome);
    }

    private record Silent(ServerCall<Text, Text> call, int repliesForEach) implements ServerCallListener<Text> {
        @Override
        public void onMessage(Text request) {
            for (int i = 0; i < repliesForEach; i++) {
                call.send(request);
            }
            call.request(1);
        }
    }
}
