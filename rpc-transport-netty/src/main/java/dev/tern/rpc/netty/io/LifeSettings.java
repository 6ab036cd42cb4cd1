package dev.tern.rpc.netty.io;

/**
 * What bounds the life of a connection on either wire.
 *
 * @param handshakeTimeoutMillis how long the peer may take to say what it must say first
 * @param pings when this side asks whether the peer is there
 * @param idleTimeoutMillis how long there may be no stream before the connection is drained; 0 for ever
 * @param age how old it may become
 */
public record LifeSettings(long handshakeTimeoutMillis, PingPolicy pings, long idleTimeoutMillis, AgePolicy age) {
    /** With a deadline for the handshake alone. */
    public static LifeSettings unlimitedAfter(long handshakeTimeoutMillis) {
        return new LifeSettings(handshakeTimeoutMillis, PingPolicy.NEVER, 0, AgePolicy.UNLIMITED);
    }
}
