/**
 * The limit: what Netty and protobuf can do when there is nothing else. Frames with a call's number; all answers to what one read
 * brought are one write and one flush, and so are all calls that are started meanwhile; callers are on the event loop.
 */
@NullMarked
package dev.tern.rpc.benchmarks.compare.raw;

import org.jspecify.annotations.NullMarked;
