/**
 * The client's runtime: a channel, the calls on it, and the connections under it.
 *
 * <p>{@code ClientChannel} makes {@code ChannelCall}s; {@code Places} gives each a place on a ready {@code
 * EndpointConnection}, or has it wait in {@code WaitingCalls}. Uses the packages rpc, concurrent, transport, call, stub, interceptor, resolve and balance.
 */
@NullMarked
package dev.tern.rpc.client;

import org.jspecify.annotations.NullMarked;
