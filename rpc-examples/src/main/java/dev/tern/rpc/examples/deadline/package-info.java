/**
 * The time a call may take, and how it reaches the calls made on its behalf.
 */
@NullMarked
package dev.tern.rpc.examples.deadline;

import org.jspecify.annotations.NullMarked;
