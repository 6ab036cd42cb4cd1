/**
 * A service in asynchronous style: its methods return at once, with what is to come.
 */
@NullMarked
package dev.tern.rpc.examples.asyncservice;

import org.jspecify.annotations.NullMarked;
