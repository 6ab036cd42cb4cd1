/**
 * One request, one reply: the smallest server and client.
 */
@NullMarked
package dev.tern.rpc.examples.unary;

import org.jspecify.annotations.NullMarked;
