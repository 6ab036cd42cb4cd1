package dev.tern.rpc.contract;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.ServiceDescriptor;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.stub.Handlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The contract's service: a method of each kind, whose handlers each test brings. */
public final class TextService {
    public static final MethodDescriptor<Text, Text> UNARY = method(MethodKind.UNARY, "Unary", TextMarshaller.BYTES);
    public static final MethodDescriptor<Text, Text> ONE_WAY =
            method(MethodKind.ONE_WAY, "OneWay", TextMarshaller.BYTES);
    public static final MethodDescriptor<Text, Text> UPLOAD =
            method(MethodKind.CLIENT_STREAMING, "Upload", TextMarshaller.BYTES);
    public static final MethodDescriptor<Text, Text> DOWNLOAD =
            method(MethodKind.SERVER_STREAMING, "Download", TextMarshaller.BYTES);
    public static final MethodDescriptor<Text, Text> CHAT =
            method(MethodKind.BIDI_STREAMING, "Chat", TextMarshaller.BYTES);

    /** A second unary method, for calls within calls. */
    public static final MethodDescriptor<Text, Text> INNER = method(MethodKind.UNARY, "Inner", TextMarshaller.BYTES);

    /** Unary, with messages that a transport within one process may pass as objects. */
    public static final MethodDescriptor<Text, Text> OBJECT_UNARY =
            method(MethodKind.UNARY, "ObjectUnary", TextMarshaller.OBJECTS);

    /** Bidirectional, with messages that a transport within one process may pass as objects. */
    public static final MethodDescriptor<Text, Text> OBJECT_CHAT =
            method(MethodKind.BIDI_STREAMING, "ObjectChat", TextMarshaller.OBJECTS);

    public static final String NAME = "tern.contract.Texts";

    private static final List<MethodDescriptor<Text, Text>> METHODS =
            List.of(UNARY, ONE_WAY, UPLOAD, DOWNLOAD, CHAT, INNER, OBJECT_UNARY, OBJECT_CHAT);

    private final Map<MethodDescriptor<Text, Text>, ServerHandler<Text, Text>> handlers = new HashMap<>();

    private TextService() {}

    /** A service with one method implemented. */
    public static TextService with(MethodDescriptor<Text, Text> method, ServerHandler<Text, Text> handler) {
        return new TextService().and(method, handler);
    }

    /** A service whose unary method gives the request back. */
    public static TextService echo() {
        return with(UNARY, Handlers.unary((request, call) -> request));
    }

    /** Implements one more method. */
    public TextService and(MethodDescriptor<Text, Text> method, ServerHandler<Text, Text> handler) {
        handlers.put(method, handler);
        return this;
    }

    /** The service; what has no handler is not implemented. */
    public ServiceBinding bind() {
        ServiceBinding.Builder binding = ServiceBinding.builder(new ServiceDescriptor(NAME, List.copyOf(METHODS)));
        for (MethodDescriptor<Text, Text> method : METHODS) {
            binding.add(method, handlers.getOrDefault(method, unimplemented(method)));
        }
        return binding.build();
    }

    private static ServerHandler<Text, Text> unimplemented(MethodDescriptor<Text, Text> method) {
        return call -> {
            throw Handlers.unimplemented(method);
        };
    }

    private static MethodDescriptor<Text, Text> method(MethodKind kind, String name, TextMarshaller marshaller) {
        return MethodDescriptor.of(kind, "tern.contract.Texts", name, marshaller, marshaller);
    }
}
