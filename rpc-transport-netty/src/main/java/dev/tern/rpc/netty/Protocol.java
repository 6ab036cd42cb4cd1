package dev.tern.rpc.netty;

import org.jspecify.annotations.Nullable;

/**
 * Which wire a client's connections speak. A server's port serves all of them and finds out what each client speaks, so
 * servers have no such setting. Stubs and handlers are the same on both.
 */
public enum Protocol {
    /** Tern's own frames over TCP: the least bytes and time a call, and real one-way calls. Both ends are Tern's. */
    NATIVE("tern/1"),

    /** gRPC over HTTP/2: what servers in other languages, proxies and load balancers understand. */
    GRPC("h2");

    private final String alpn;

    Protocol(String alpn) {
        this.alpn = alpn;
    }

    /** The name in TLS's ALPN extension (RFC 7301); HTTP/2's is from RFC 9113, section 3.2. */
    String alpn() {
        return alpn;
    }

    /**
     * Whether a client may speak this when the server has chosen that name, or none. HTTP/2 must be agreed upon; the native
     * protocol is clear from its first bytes.
     */
    boolean acceptsAlpn(@Nullable String chosen) {
        return chosen == null ? this == NATIVE : chosen.equals(alpn);
    }
}
