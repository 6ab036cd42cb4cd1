/**
 * The protoc plugin: reads descriptors into a small model, then writes Java.
 *
 * <p>{@link dev.tern.rpc.protoc.ProtocPlugin} is the process, {@code StubGenerator} the function from request to
 * response. Reading: {@code FileTable}, {@code ServiceReader} and what they use make {@code RpcService} values, with
 * every name clash settled but those of types. Writing: {@code ServiceWriter} and the writers of its parts; {@code
 * TypeNames} settles which types are imported. Uses protobuf-java and nothing else, not even Tern's own modules: the
 * code it writes names their types in {@code RuntimeType}.
 */
@NullMarked
package dev.tern.rpc.protoc;

import org.jspecify.annotations.NullMarked;
