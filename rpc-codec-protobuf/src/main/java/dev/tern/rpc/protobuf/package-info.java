/**
 * Protobuf behind the {@code Marshaller}: messages, typed error details and the method options of {@code
 * tern/rpc/options.proto}.
 *
 * <p>Uses {@code dev.tern.rpc} and protobuf-java.
 */
@NullMarked
package dev.tern.rpc.protobuf;

import org.jspecify.annotations.NullMarked;
