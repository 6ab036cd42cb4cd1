/**
 * The transport SPI: moves one call's events between two processes. No dispatch and no policy: which method, which
 * thread, how long, whether again, are decided above.
 *
 * <p>Uses {@code dev.tern.rpc} only.
 */
@NullMarked
package dev.tern.rpc.transport;

import org.jspecify.annotations.NullMarked;
