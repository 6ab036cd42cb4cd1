package dev.tern.rpc.protoc;

/** The types of Java and of Tern that written code uses: the plugin's whole knowledge of the runtime. */
enum RuntimeType {
    DEPRECATED("java.lang", "Deprecated"),
    OVERRIDE("java.lang", "Override"),
    SUPPRESS_WARNINGS("java.lang", "SuppressWarnings"),
    VOID("java.lang", "Void"),
    COMPLETABLE_FUTURE("java.util.concurrent", "CompletableFuture"),
    COMPLETION_STAGE("java.util.concurrent", "CompletionStage"),
    FLOW("java.util.concurrent", "Flow"),
    IDEMPOTENCY("dev.tern.rpc", "Idempotency"),
    METHOD_DESCRIPTOR("dev.tern.rpc", "MethodDescriptor"),
    METHOD_KIND("dev.tern.rpc", "MethodKind"),
    SERVICE_DESCRIPTOR("dev.tern.rpc", "ServiceDescriptor"),
    CALL_CONTEXT("dev.tern.rpc.call", "CallContext"),
    CALL_OPTIONS("dev.tern.rpc.call", "CallOptions"),
    CHANNEL("dev.tern.rpc.call", "Channel"),
    SERVICE_BINDING("dev.tern.rpc.call", "ServiceBinding"),
    PROTOBUF_MARSHALLER("dev.tern.rpc.protobuf", "ProtobufMarshaller"),
    ASYNC_CALLS("dev.tern.rpc.stub", "AsyncCalls"),
    BLOCKING_CALLS("dev.tern.rpc.stub", "BlockingCalls"),
    BLOCKING_EXCHANGE("dev.tern.rpc.stub", "BlockingExchange"),
    BLOCKING_UPLOAD("dev.tern.rpc.stub", "BlockingUpload"),
    HANDLERS("dev.tern.rpc.stub", "Handlers"),
    MESSAGE_STREAM("dev.tern.rpc.stub", "MessageStream"),
    REPLY_CALLBACK("dev.tern.rpc.stub", "ReplyCallback"),
    REPLY_SINK("dev.tern.rpc.stub", "ReplySink"),
    STUB("dev.tern.rpc.stub", "Stub");

    private final String packageName;
    private final String simpleName;

    RuntimeType(String packageName, String simpleName) {
        this.packageName = packageName;
        this.simpleName = simpleName;
    }

    String simpleName() {
        return simpleName;
    }

    String qualifiedName() {
        return packageName + "." + simpleName;
    }
}
