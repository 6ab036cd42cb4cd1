/**
 * The server's runtime: a server, its table of methods, and the calls it serves.
 *
 * <p>{@code Server} accepts connections and finds the handler of each stream in {@code MethodTable}; a call with one message
 * each way is a {@code UnaryServerCall}, any other a {@code StreamingServerCall}. {@code CallWatch}
 * has every end told to who watches. Uses the packages rpc, concurrent, transport, call, stub and interceptor.
 */
@NullMarked
package dev.tern.rpc.server;

import org.jspecify.annotations.NullMarked;
