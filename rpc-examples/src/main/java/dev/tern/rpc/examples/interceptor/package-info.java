/**
 * Code that stands before every call: a token on the client, the guard that asks for it on the server.
 */
@NullMarked
package dev.tern.rpc.examples.interceptor;

import org.jspecify.annotations.NullMarked;
