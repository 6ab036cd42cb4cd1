/**
 * One package per idea, each with a {@code main} that shows it, checks what it says, and ends with exit code 0.
 *
 * <p>Start with {@code greeter} for the whole picture, or with {@code unary} for the smallest program. Only what several
 * examples share is in this package itself.
 */
@NullMarked
package dev.tern.rpc.examples;

import org.jspecify.annotations.NullMarked;
