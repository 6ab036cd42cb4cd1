/**
 * Failures with a code for programs, a message for people, and a typed detail.
 */
@NullMarked
package dev.tern.rpc.examples.errors;

import org.jspecify.annotations.NullMarked;
