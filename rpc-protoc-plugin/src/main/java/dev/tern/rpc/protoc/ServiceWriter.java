package dev.tern.rpc.protoc;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import java.util.Iterator;

/** Writes the Java file of a service. */
final class ServiceWriter {
    private final RpcService service;
    private final TypeNames types;
    private final SourceText source = new SourceText();

    private ServiceWriter(RpcService service) {
        this.service = service;
        this.types = new TypeNames(service);
    }

    /**
     * The whole file.
     *
     * @throws InvalidSchemaException if a message class has no name in it
     */
    static String write(RpcService service) {
        ServiceWriter writer = new ServiceWriter(service);
        writer.writeClass();
        // Only now is it known what the file imports.
        return writer.header() + writer.source;
    }

    private String header() {
        SourceText header = new SourceText();
        if (!service.javaPackage().isEmpty()) {
            header.line("package " + service.javaPackage() + ";");
            header.blank();
        }
        types.imports().forEach(type -> header.line("import " + type + ";"));
        header.blank();
        return header.toString();
    }

    private void writeClass() {
        Javadoc.write(
                source,
                service.documentation().comment(),
                "Generated from " + Javadoc.escape(service.file()) + "; do not edit.");
        if (service.documentation().deprecated()) {
            source.line("@" + types.of(RuntimeType.DEPRECATED));
        }
        if (service.messages().anyMatch(MessageClass::deprecated)) {
            // The messages are: whoever compiles this can't do anything about it here.
            source.line("@" + types.of(RuntimeType.SUPPRESS_WARNINGS) + "(\"deprecation\")");
        }
        source.open("public final class " + service.className() + " {");
        service.methods().forEach(this::writeConstant);
        writeServiceConstant();
        source.line("private " + service.className() + "() {}");
        source.blank();
        writeBind(HandlerStyle.BLOCKING);
        writeBind(HandlerStyle.ASYNC);
        writeFactory(
                "blockingStub",
                TypeNames.BLOCKING_STUB,
                "A stub whose methods wait: for the reply, for the next message, for room to send.");
        writeFactory(
                "asyncStub",
                TypeNames.ASYNC_STUB,
                "A stub whose methods return at once: with a future, with a publisher, or to a callback.");
        new HandlerWriter(types, source).write(service, HandlerStyle.BLOCKING);
        new HandlerWriter(types, source).write(service, HandlerStyle.ASYNC);
        new BlockingStubWriter(types, source).write(service);
        new AsyncStubWriter(types, source).write(service);
        source.close();
    }

    private void writeConstant(RpcMethod method) {
        String request = types.of(method.request());
        String reply = types.of(method.reply());
        String marshaller = types.of(RuntimeType.PROTOBUF_MARSHALLER);
        MethodNames names = method.names();
        source.line("/** {@code " + service.fullName() + "/" + names.rpc() + "}. */");
        source.line("public static final " + types.of(RuntimeType.METHOD_DESCRIPTOR, request, reply) + " "
                + names.constant() + " = " + types.of(RuntimeType.METHOD_DESCRIPTOR) + ".of(");
        source.continued(types.of(RuntimeType.METHOD_KIND) + "." + method.shape() + ",");
        source.continued(quoted(service.fullName()) + ",");
        source.continued(quoted(names.rpc()) + ",");
        source.continued(marshaller + ".of(" + request + ".getDefaultInstance()),");
        source.continued(marshaller + ".of(" + reply + ".getDefaultInstance()))" + idempotency(method) + ";");
        source.blank();
    }

    private String idempotency(RpcMethod method) {
        return method.idempotency() == IdempotencyLevel.IDEMPOTENCY_UNKNOWN
                ? ""
                : ".withIdempotency(" + types.of(RuntimeType.IDEMPOTENCY) + "." + method.idempotency() + ")";
    }

    private void writeServiceConstant() {
        String descriptor = types.of(RuntimeType.SERVICE_DESCRIPTOR);
        String start = "public static final " + descriptor + " " + MethodNames.SERVICE_CONSTANT + " = " + descriptor
                + ".of(" + quoted(service.fullName());
        source.line("/** {@code " + service.fullName() + "}, its methods in the order of the .proto file. */");
        // One a line: a method more is then a line more in a diff.
        Iterator<RpcMethod> methods = service.methods().iterator();
        source.line(start + (methods.hasNext() ? "," : ");"));
        while (methods.hasNext()) {
            source.continued(methods.next().names().constant() + (methods.hasNext() ? "," : ");"));
        }
        source.blank();
    }

    private void writeBind(HandlerStyle style) {
        String binding = types.of(RuntimeType.SERVICE_BINDING);
        source.line("/** " + style.bindNote() + " */");
        source.open("public static " + binding + " bind(" + style.typeName() + " service) {");
        source.line("return " + binding + ".builder(" + MethodNames.SERVICE_CONSTANT + ")");
        for (RpcMethod method : service.methods()) {
            source.continued(".add(" + method.names().constant() + ", " + types.of(RuntimeType.HANDLERS) + "."
                    + style.factory(method.shape()) + "(service::"
                    + method.names().method() + "))");
        }
        source.continued(".build();");
        source.close();
        source.blank();
    }

    private void writeFactory(String name, String stub, String note) {
        source.line("/** " + note + " */");
        source.open("public static " + stub + " " + name + "(" + types.of(RuntimeType.CHANNEL) + " channel) {");
        source.line("return new " + stub + "(channel, " + types.of(RuntimeType.CALL_OPTIONS) + ".DEFAULT);");
        source.close();
        source.blank();
    }

    /** Names in descriptors are letters, digits, underscores and dots: nothing to escape. */
    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
