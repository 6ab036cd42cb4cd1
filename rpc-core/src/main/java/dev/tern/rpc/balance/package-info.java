/**
 * Which of the ready endpoints takes a call. Pickers are immutable, and picking takes no lock.
 *
 * <p>Uses {@code dev.tern.rpc} and {@code dev.tern.rpc.resolve}.
 */
@NullMarked
package dev.tern.rpc.balance;

import org.jspecify.annotations.NullMarked;
