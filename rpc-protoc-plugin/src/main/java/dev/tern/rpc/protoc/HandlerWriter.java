package dev.tern.rpc.protoc;

import java.util.ArrayList;
import java.util.List;

/** Writes the interfaces that a service is written against. */
final class HandlerWriter {
    private final TypeNames types;
    private final SourceText source;

    HandlerWriter(TypeNames types, SourceText source) {
        this.types = types;
        this.source = source;
    }

    void write(RpcService service, HandlerStyle style) {
        Javadoc.write(source, "", style.note());
        source.open("public interface " + style.typeName() + " {");
        for (int i = 0; i < service.methods().size(); i++) {
            if (i > 0) {
                source.blank();
            }
            write(service.methods().get(i), style);
        }
        source.close();
        source.blank();
    }

    private void write(RpcMethod method, HandlerStyle style) {
        boolean blocking = style == HandlerStyle.BLOCKING;
        Javadoc.write(
                source,
                method.documentation().comment(),
                blocking ? blockingNote(method.shape()) : asyncNote(method.shape()));
        if (method.documentation().deprecated()) {
            source.line("@" + types.of(RuntimeType.DEPRECATED));
        }
        String signature = blocking ? blockingSignature(method) : asyncSignature(method);
        source.open("default " + signature + " {");
        source.line("throw " + types.of(RuntimeType.HANDLERS) + ".unimplemented("
                + method.names().constant() + ");");
        source.close();
    }

    private String blockingSignature(RpcMethod method) {
        String request = types.of(method.request());
        String reply = types.of(method.reply());
        return switch (method.shape()) {
            case UNARY -> signature(method, reply, request + " request");
            case ONE_WAY -> signature(method, "void", request + " request");
            case SERVER_STREAMING -> signature(method, "void", request + " request", replies(reply));
            case CLIENT_STREAMING -> signature(method, reply, requests(request));
            case BIDI_STREAMING -> signature(method, "void", requests(request), replies(reply));
        };
    }

    private String requests(String request) {
        return types.of(RuntimeType.MESSAGE_STREAM, request) + " requests";
    }

    private String replies(String reply) {
        return types.of(RuntimeType.REPLY_SINK, reply) + " replies";
    }

    private String asyncSignature(RpcMethod method) {
        String request = types.of(method.request());
        String reply = types.of(method.reply());
        return switch (method.shape()) {
            case UNARY -> signature(method, stage(reply), request + " request");
            case ONE_WAY -> signature(method, stage(types.of(RuntimeType.VOID)), request + " request");
            case SERVER_STREAMING -> signature(method, types.publisher(reply), request + " request");
            case CLIENT_STREAMING -> signature(method, stage(reply), types.publisher(request) + " requests");
            case BIDI_STREAMING -> signature(method, types.publisher(reply), types.publisher(request) + " requests");
        };
    }

    private String stage(String message) {
        return types.of(RuntimeType.COMPLETION_STAGE, message);
    }

    private String signature(RpcMethod method, String result, String... parameters) {
        List<String> all = new ArrayList<>(List.of(parameters));
        all.add(types.of(RuntimeType.CALL_CONTEXT) + " call");
        return result + " " + method.names().method() + "(" + String.join(", ", all) + ")";
    }

    private static String blockingNote(MethodShape shape) {
        return switch (shape) {
            case UNARY -> "Answers with the message it returns.";
            case ONE_WAY -> "One-way: no caller waits for it, and none learns what it throws.";
            case SERVER_STREAMING -> "Answers with the messages it sends, until it returns.";
            case CLIENT_STREAMING -> "Takes requests as they arrive and answers with the message it returns.";
            case BIDI_STREAMING ->
                "Takes requests as they arrive and answers with the messages it sends, until it" + " returns.";
        };
    }

    private static String asyncNote(MethodShape shape) {
        return switch (shape) {
            case UNARY -> "Answers as the returned stage ends.";
            case ONE_WAY -> "One-way: no caller waits for the returned stage, and none learns how it ends.";
            case SERVER_STREAMING -> "Answers with what the publisher publishes, at the pace of the caller.";
            case CLIENT_STREAMING -> "Takes requests on demand and answers as the returned stage ends.";
            case BIDI_STREAMING ->
                "Takes requests on demand and answers with what the publisher publishes, at the pace"
                        + " of the caller.";
        };
    }
}
