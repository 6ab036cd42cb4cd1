package dev.tern.rpc.protoc;

import static dev.tern.rpc.protoc.StubFrame.call;
import static dev.tern.rpc.protoc.StubFrame.head;

/** Writes the stub that never waits. */
final class AsyncStubWriter {
    private final TypeNames types;
    private final SourceText source;
    private final StubFrame frame;

    AsyncStubWriter(TypeNames types, SourceText source) {
        this.types = types;
        this.source = source;
        this.frame = new StubFrame(types, source);
    }

    void write(RpcService service) {
        frame.open(
                TypeNames.ASYNC_STUB, "The client in asynchronous style. Immutable: safe for any number of threads.");
        service.methods().forEach(this::write);
        source.close();
    }

    private void write(RpcMethod method) {
        frame.openMethod(method, note(method.shape()), signature(method));
        source.line("return " + statement(method));
        source.close();
        if (method.shape() == MethodShape.UNARY) {
            writeCallback(method);
        }
    }

    private void writeCallback(RpcMethod method) {
        String request = types.of(method.request()) + " request";
        String callback = types.of(RuntimeType.REPLY_CALLBACK, types.of(method.reply())) + " callback";
        frame.openMethod(
                method,
                "The callback gets the reply, or the reason why there is none.",
                head("void", method, request, callback));
        source.line(call(types.of(RuntimeType.ASYNC_CALLS), "unary", method, "request", "callback"));
        source.close();
    }

    private String signature(RpcMethod method) {
        String request = types.of(method.request());
        String reply = types.of(method.reply());
        return switch (method.shape()) {
            case UNARY -> head(future(reply), method, request + " request");
            case ONE_WAY -> head(future(types.of(RuntimeType.VOID)), method, request + " request");
            case CLIENT_STREAMING -> head(future(reply), method, types.publisher(request) + " requests");
            case SERVER_STREAMING -> head(types.publisher(reply), method, request + " request");
            case BIDI_STREAMING -> head(types.publisher(reply), method, types.publisher(request) + " requests");
        };
    }

    private String statement(RpcMethod method) {
        String calls = types.of(RuntimeType.ASYNC_CALLS);
        return switch (method.shape()) {
            case UNARY -> call(calls, "unary", method, "request");
            case ONE_WAY -> call(calls, "oneWay", method, "request");
            case CLIENT_STREAMING -> call(calls, "clientStreaming", method, "requests");
            case SERVER_STREAMING -> call(calls, "serverStreaming", method, "request");
            case BIDI_STREAMING -> call(calls, "bidiStreaming", method, "requests");
        };
    }

    private String future(String message) {
        return types.of(RuntimeType.COMPLETABLE_FUTURE, message);
    }

    private static String note(MethodShape shape) {
        return switch (shape) {
            case UNARY -> "The future ends with the reply; cancelling it cancels the call.";
            case ONE_WAY ->
                "One-way: the future ends once the request is handed to the socket; it arrives at most" + " once.";
            case CLIENT_STREAMING -> "Requests are taken from the publisher on demand; the future ends with the reply.";
            case SERVER_STREAMING -> "Replies come on demand; cancelling the subscription cancels the call.";
            case BIDI_STREAMING -> "Requests are taken from the publisher on demand, and so come replies.";
        };
    }
}
