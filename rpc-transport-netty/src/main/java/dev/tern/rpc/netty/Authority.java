package dev.tern.rpc.netty;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Whom a client means to talk to, as {@code :authority} says it (RFC 3986, section 3.2, without user information).
 *
 * @param text {@code host} or {@code host:port}; an IPv6 address stands in brackets
 * @param host the host alone, without brackets
 */
record Authority(String text, String host) {
    /** What would end the authority of a URI, or begin another part of it. */
    private static final String DELIMITERS = "/?#@\\[]";

    /**
     * Reads an authority.
     *
     * @throws IllegalArgumentException if it is neither {@code host} nor {@code host:port}, naming it
     */
    static Authority of(String text) {
        boolean bracketed = text.startsWith("[");
        int end = bracketed ? text.indexOf(']') : text.indexOf(':');
        String host = text.substring(bracketed ? 1 : 0, end < 0 ? text.length() : end);
        String rest = end < 0 ? "" : text.substring(bracketed ? end + 1 : end);
        boolean closed = !bracketed || end >= 0;
        if (host.isEmpty() || !closed || bracketed != host.indexOf(':') >= 0 || !isPlain(host) || !isPort(rest)) {
            throw new IllegalArgumentException(
                    "authority '" + text + "' must be host or host:port, for instance api.example.com:443");
        }
        return new Authority(text, host);
    }

    /** What an address says by itself; never looks a name up. */
    static Authority of(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return new Authority("localhost", "localhost");
        }
        String host = inet.getHostString();
        // A zone means something on this machine alone.
        int zone = host.indexOf('%');
        if (zone >= 0) {
            host = host.substring(0, zone);
        }
        String text = host.indexOf(':') < 0 ? host : '[' + host + ']';
        return new Authority(text + ':' + inet.getPort(), host);
    }

    private static boolean isPlain(String host) {
        return host.chars().allMatch(c -> c > ' ' && c < 0x7f && DELIMITERS.indexOf(c) < 0);
    }

    private static boolean isPort(String rest) {
        return rest.isEmpty() || (rest.matches(":[0-9]{1,5}") && Integer.parseInt(rest.substring(1)) <= 65_535);
    }
}
