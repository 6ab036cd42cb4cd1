package dev.tern.rpc.benchmarks;

import dev.tern.rpc.benchmarks.proto.EchoRpc;
import dev.tern.rpc.benchmarks.proto.Payload;
import dev.tern.rpc.call.CallContext;

/** Gives back what it gets. */
final class EchoService implements EchoRpc.Service {
    @Override
    public Payload echo(Payload request, CallContext call) {
        return request;
    }
}
