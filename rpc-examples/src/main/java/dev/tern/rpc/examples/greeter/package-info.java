/**
 * The whole picture: a server, a client, and a demo that makes every kind of call in both styles and over both
 * wires.
 */
@NullMarked
package dev.tern.rpc.examples.greeter;

import org.jspecify.annotations.NullMarked;
