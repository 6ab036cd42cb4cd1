package dev.tern.rpc.netty;

/**
 * Which wire a client's connections speak. A server's port serves all of them and finds out what each client speaks, so
 * servers have no such setting. Stubs and handlers are the same on both.
 */
public enum Protocol {
    /** Tern's own frames over TCP: the least bytes and time a call, and real one-way calls. Both ends are Tern's. */
    NATIVE,

    /** gRPC over HTTP/2: what servers in other languages, proxies and load balancers understand. */
    GRPC
}
