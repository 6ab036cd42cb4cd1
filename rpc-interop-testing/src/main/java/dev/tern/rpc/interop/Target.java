package dev.tern.rpc.interop;

import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.netty.ClientTls;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyTransport;
import dev.tern.rpc.netty.Protocol;

/**
 * Where the server under test is, and how to talk to it.
 *
 * @param host a name or address
 * @param port 1 to 65535
 * @param authority the name that the server's certificate must be for, and that calls are addressed to; empty for the host
 * @param wire which wire to use
 * @param tls whether to use TLS
 * @param testCa with TLS, whether to trust the authority that signed the interop servers' certificate, and no other
 */
record Target(String host, int port, String authority, Protocol wire, boolean tls, boolean testCa) {
    /** A transport for channels to it, that sends messages as large as the cases have; close it when done. */
    static NettyTransport transport() {
        return NettyTransport.builder()
                .eventLoopThreads(1)
                .maxMessageBytes(InteropServer.MAX_MESSAGE_BYTES)
                .build();
    }

    /** A new channel; close it when done. */
    ClientChannel connect(NettyTransport transport) {
        NettyChannel channel = NettyChannel.builder((host.contains(":") ? "[" + host + "]" : host) + ":" + port)
                .transport(transport)
                .protocol(wire);
        if (!authority.isEmpty()) {
            channel.authority(authority);
        }
        if (tls) {
            channel.tls(testCa ? TestCertificates.trusting() : ClientTls.systemTrust());
        }
        return channel.build();
    }
}
