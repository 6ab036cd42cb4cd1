package dev.tern.rpc.resolve;

import java.net.SocketAddress;
import java.util.List;

/**
 * One server, to which a channel keeps one connection.
 *
 * @param addresses where it may be reached, at least one, in the order to try them: a host name may have several
 */
public record Endpoint(List<SocketAddress> addresses) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no address
     */
    public Endpoint {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("an endpoint needs at least one address");
        }
    }

    /** A server at one address. */
    public static Endpoint at(SocketAddress address) {
        return new Endpoint(List.of(address));
    }
}
