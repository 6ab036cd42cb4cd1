/**
 * Many requests, one reply.
 */
@NullMarked
package dev.tern.rpc.examples.clientstreaming;

import org.jspecify.annotations.NullMarked;
