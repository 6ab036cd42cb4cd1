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
    private static final int MAX_PORT_DIGITS = 5;

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
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() || bracketed != host.indexOf(':') >= 0 || host.indexOf('[') >= 0 || host.indexOf(']') >= 0) {
            throw malformed(target);
        }
        int port = portOf(target, colon);
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
        String digits = target.substring(colon + 1);
        boolean readable = !digits.isEmpty()
                && digits.length() <= MAX_PORT_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = readable ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw malformed(target);
        }
        return port;
    }

    private static IllegalArgumentException malformed(String target) {
        return new IllegalArgumentException(
                "target '" + target + "' must be host:port with a port of 1 to 65535, for instance localhost:50051");
    }
}
