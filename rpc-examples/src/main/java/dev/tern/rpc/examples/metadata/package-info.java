/**
 * What travels beside the messages: sent with a request, with the head of the reply, with its status.
 */
@NullMarked
package dev.tern.rpc.examples.metadata;

import org.jspecify.annotations.NullMarked;
