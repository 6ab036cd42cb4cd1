/** RSocket over TCP, on Reactor Netty, with one event loop a side. */
@NullMarked
package dev.tern.rpc.benchmarks.peers.rsocket;

import org.jspecify.annotations.NullMarked;
