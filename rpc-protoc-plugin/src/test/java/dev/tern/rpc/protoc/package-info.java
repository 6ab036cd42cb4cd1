/**
 * Tests of the plugin on what protoc made of {@code src/test/proto}, against golden files in {@code src/test/golden}.
 */
@NullMarked
package dev.tern.rpc.protoc;

import org.jspecify.annotations.NullMarked;
