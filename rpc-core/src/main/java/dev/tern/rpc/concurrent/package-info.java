/**
 * Time and order: the clock, the timer, the serial queue and the bounded executors that the runtimes use, and the only
 * tools for concurrency they may use beside the JDK's.
 *
 * <p>Uses no other package of this project.
 */
@NullMarked
package dev.tern.rpc.concurrent;

import org.jspecify.annotations.NullMarked;
