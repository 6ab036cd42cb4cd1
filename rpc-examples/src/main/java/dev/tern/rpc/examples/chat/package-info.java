/**
 * Requests and replies in turns, on one call.
 */
@NullMarked
package dev.tern.rpc.examples.chat;

import org.jspecify.annotations.NullMarked;
