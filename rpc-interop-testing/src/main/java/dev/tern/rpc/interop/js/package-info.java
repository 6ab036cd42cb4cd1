/**
 * The greeter of the examples against grpc-js, both ways: {@link dev.tern.rpc.interop.js.InteropGreeterServer} for the client
 * in the folder grpc-js of this module, {@link dev.tern.rpc.interop.js.InteropGreeterClient} for the server there. The script
 * of that folder runs all of them.
 */
@NullMarked
package dev.tern.rpc.interop.js;

import org.jspecify.annotations.NullMarked;
