package dev.tern.rpc.resolve;

import dev.tern.rpc.StatusCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Looks a host name up with the JDK's resolver. All addresses of the name make one endpoint, tried in the order given:
 * {@code localhost} is one server, be it {@code ::1} or {@code 127.0.0.1}.
 */
public final class DnsResolver implements Resolver {
    private static final int MAX_PORT = 65_535;

    private final String host;
    private final int port;
    private final Executor executor;

    private DnsResolver(String host, int port, Executor executor) {
        this.host = host;
        this.port = port;
        this.executor = executor;
    }

    /**
     * A resolver of {@code host:port}; an IPv6 address stands in brackets.
     *
     * @param executor where lookups block
     * @throws IllegalArgumentException if the target has another form, naming it
     */
    public static DnsResolver of(String target, Executor executor) {
        int colon = target.lastIndexOf(':');
        String host = colon < 0 ? "" : target.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw malformed(target);
        }
        int port = portOf(target, colon);
        if (host.isEmpty()) {
            throw malformed(target);
        }
        return new DnsResolver(host, port, executor);
    }

    @Override
    public void resolve(ResolverListener listener) {
        executor.execute(() -> lookUp(listener));
    }

    @Override
    public String target() {
        return host.indexOf(':') < 0 ? host + ':' + port : '[' + host + "]:" + port;
    }

    private void lookUp(ResolverListener listener) {
        List<SocketAddress> addresses = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                addresses.add(new InetSocketAddress(address, port));
            }
        } catch (UnknownHostException e) {
            listener.onFailure(StatusCode.UNAVAILABLE
                    .withMessage("host name '" + host + "' can't be resolved; check its spelling and the DNS set-up")
                    .withCause(e));
            return;
        }
        listener.onEndpoints(List.of(new Endpoint(addresses)));
    }

    private static int portOf(String target, int colon) {
        try {
            int port = Integer.parseInt(target.substring(colon + 1));
            if (port > 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw malformed(target);
        }
        throw malformed(target);
    }

    private static IllegalArgumentException malformed(String target) {
        return new IllegalArgumentException(
                "target '" + target + "' must be host:port with a port of 1 to 65535, for instance localhost:50051");
    }
}
