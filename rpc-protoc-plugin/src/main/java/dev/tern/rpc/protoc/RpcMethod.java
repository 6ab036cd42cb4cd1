package dev.tern.rpc.protoc;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;

/** A method, with all that the writers need to know of it. */
record RpcMethod(
        MethodNames names,
        MethodShape shape,
        MessageClass request,
        MessageClass reply,
        IdempotencyLevel idempotency,
        Documentation documentation) {}
