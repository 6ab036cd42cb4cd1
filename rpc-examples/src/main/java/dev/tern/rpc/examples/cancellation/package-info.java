/**
 * Giving up on a call, and how its handler hears of it.
 */
@NullMarked
package dev.tern.rpc.examples.cancellation;

import org.jspecify.annotations.NullMarked;
