/**
 * What every transport must do for the runtimes above it, as one suite: a transport's module makes one small subclass of
 * {@link dev.tern.rpc.contract.TransportContractTest} and has it all. Needs no codec: messages are text.
 */
@NullMarked
package dev.tern.rpc.contract;

import org.jspecify.annotations.NullMarked;
