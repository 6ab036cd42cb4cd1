/**
 * A service, and a test of it (in {@code src/test}) that calls it as clients do, with no socket.
 */
@NullMarked
package dev.tern.rpc.examples.testing;

import org.jspecify.annotations.NullMarked;
