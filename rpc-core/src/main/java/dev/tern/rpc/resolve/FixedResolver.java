package dev.tern.rpc.resolve;

import java.net.SocketAddress;
import java.util.List;

/** A resolver whose answer is known beforehand. */
public final class FixedResolver implements Resolver {
    private final String target;
    private final List<Endpoint> endpoints;

    private FixedResolver(String target, List<Endpoint> endpoints) {
        this.target = target;
        this.endpoints = endpoints;
    }

    /** Always this address. */
    public static FixedResolver of(SocketAddress address) {
        return new FixedResolver(address.toString(), List.of(Endpoint.at(address)));
    }

    @Override
    public void resolve(ResolverListener listener) {
        listener.onEndpoints(endpoints);
    }

    @Override
    public String target() {
        return target;
    }
}
