/**
 * The interop programs of the gRPC project on Tern: {@link dev.tern.rpc.interop.TestServiceServer} and {@link
 * dev.tern.rpc.interop.TestServiceClient}. What their service does and what their cases check is set down in gRPC's
 * {@code interop-test-descriptions.md}.
 */
@NullMarked
package dev.tern.rpc.interop;

import org.jspecify.annotations.NullMarked;
