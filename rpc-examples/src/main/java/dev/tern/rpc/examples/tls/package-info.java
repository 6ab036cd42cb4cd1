/**
 * TLS with a certificate on the server, and with one on the client too, whose name the handler finds.
 */
@NullMarked
package dev.tern.rpc.examples.tls;

import org.jspecify.annotations.NullMarked;
