/**
 * Who calls? A token that goes with every call over TLS, and an interceptor that turns it into a name for the handler.
 */
@NullMarked
package dev.tern.rpc.examples.authentication;

import org.jspecify.annotations.NullMarked;
