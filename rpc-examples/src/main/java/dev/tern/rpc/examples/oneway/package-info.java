/**
 * A request that nobody waits for.
 */
@NullMarked
package dev.tern.rpc.examples.oneway;

import org.jspecify.annotations.NullMarked;
