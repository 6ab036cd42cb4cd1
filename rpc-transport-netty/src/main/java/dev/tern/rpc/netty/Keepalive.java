package dev.tern.rpc.netty;

/** When a connection on which nothing is heard has this side send PINGs; {@link NettyTransportBuilder#keepalive}. */
public enum Keepalive {
    /** Never. A peer that is gone without a word is noticed when the operating system gives up, after 15 minutes or more. */
    OFF,

    /** While calls are live: what nobody waits for may as well be found dead by the next call. */
    DURING_CALLS,

    /**
     * Always, so that whatever is between never forgets the connection, and the next call never meets a dead one. A
     * connection that is to stay has to have {@link NettyTransportBuilder#clientIdleTimeout} and {@link
     * NettyTransportBuilder#serverIdleTimeout} set to 0 besides. gRPC servers of other makers don't allow such PINGs unless they are told
     * to.
     */
    ALWAYS
}
