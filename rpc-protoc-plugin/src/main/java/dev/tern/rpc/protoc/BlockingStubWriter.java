package dev.tern.rpc.protoc;

import static dev.tern.rpc.protoc.StubFrame.call;
import static dev.tern.rpc.protoc.StubFrame.head;

/** Writes the stub that waits. */
final class BlockingStubWriter {
    private final TypeNames types;
    private final SourceText source;
    private final StubFrame frame;

    BlockingStubWriter(TypeNames types, SourceText source) {
        this.types = types;
        this.source = source;
        this.frame = new StubFrame(types, source);
    }

    void write(RpcService service) {
        frame.open(TypeNames.BLOCKING_STUB, "The client in blocking style. Immutable: safe for any number of threads.");
        service.methods().forEach(this::write);
        source.close();
        source.blank();
    }

    private void write(RpcMethod method) {
        frame.openMethod(method, note(method.shape()), signature(method));
        source.line(statement(method));
        source.close();
    }

    private String signature(RpcMethod method) {
        String request = types.of(method.request());
        String reply = types.of(method.reply());
        return switch (method.shape()) {
            case UNARY -> head(reply, method, request + " request");
            case ONE_WAY -> head("void", method, request + " request");
            case CLIENT_STREAMING -> head(types.of(RuntimeType.BLOCKING_UPLOAD, request, reply), method);
            case SERVER_STREAMING -> head(types.of(RuntimeType.MESSAGE_STREAM, reply), method, request + " request");
            case BIDI_STREAMING -> head(types.of(RuntimeType.BLOCKING_EXCHANGE, request, reply), method);
        };
    }

    private String statement(RpcMethod method) {
        String calls = types.of(RuntimeType.BLOCKING_CALLS);
        return switch (method.shape()) {
            case UNARY -> "return " + call(calls, "unary", method, "request");
            case ONE_WAY -> call(calls, "oneWay", method, "request");
            case CLIENT_STREAMING -> "return " + call(calls, "clientStreaming", method);
            case SERVER_STREAMING -> "return " + call(calls, "serverStreaming", method, "request");
            case BIDI_STREAMING -> "return " + call(calls, "bidiStreaming", method);
        };
    }

    private static String note(MethodShape shape) {
        return switch (shape) {
            case UNARY -> "Waits for the reply.";
            case ONE_WAY -> "One-way: returns once the request is handed to the socket; it arrives at most once.";
            case CLIENT_STREAMING -> "Requests are sent one by one; the reply comes after the last.";
            case SERVER_STREAMING -> "Replies are taken one by one; closing the stream cancels what is left.";
            case BIDI_STREAMING -> "Requests are sent and replies taken in any order.";
        };
    }
}
