package dev.tern.rpc.netty;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a client's connections are, beyond the limits of their transport: channels that share one may differ in it.
 *
 * @param protocol what they speak
 * @param authority whom they mean to reach; null for what each address says
 * @param tls null for none
 */
record ConnectSettings(
        Protocol protocol,
        @Nullable Authority authority,
        @Nullable ClientTls tls) {
    /** The native wire, in the clear. */
    static final ConnectSettings DEFAULT = new ConnectSettings(Protocol.NATIVE, null, null);

    ConnectSettings withProtocol(Protocol other) {
        return new ConnectSettings(other, authority, tls);
    }

    ConnectSettings withAuthority(Authority other) {
        return new ConnectSettings(protocol, other, tls);
    }

    ConnectSettings withTls(ClientTls other) {
        return new ConnectSettings(protocol, authority, other);
    }

    /** Whom a connection to an address means to reach. */
    Authority authorityAt(SocketAddress address) {
        return authority == null ? Authority.of(address) : authority;
    }
}
