package dev.tern.rpc.benchmarks;

import dev.tern.rpc.benchmarks.proto.EchoRpc;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.inprocess.InProcessTransport;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.resolve.FixedResolver;
import dev.tern.rpc.server.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An echo server and a channel to it, in this process. */
enum EchoLink {
    /** No bytes, no sockets. */
    IN_PROCESS {
        @Override
        Ends open(boolean direct) throws IOException {
            InProcessTransport transport = InProcessTransport.create();
            var address = InProcessAddress.of("echo");
            var server = Server.builder(transport, address).add(ECHO);
            Server running = (direct ? server.directExecutor() : server).start();
            var channel = ClientChannel.builder(transport, FixedResolver.of(address));
            return new Ends(running, (direct ? channel.directExecutor() : channel).build());
        }
    },

    /** The native wire over loopback. */
    NATIVE {
        @Override
        Ends open(boolean direct) throws IOException {
            return overLoopback(Protocol.NATIVE, direct);
        }
    },

    /** The gRPC wire over loopback. */
    GRPC {
        @Override
        Ends open(boolean direct) throws IOException {
            return overLoopback(Protocol.GRPC, direct);
        }
    };

    private static final ServiceBinding ECHO = EchoRpc.bind(new EchoService());

    /**
     * Starts a server and makes a channel.
     *
     * @param direct whether handlers and callbacks run on the transport's threads; else on the default pools
     */
    abstract Ends open(boolean direct) throws IOException;

    private static Ends overLoopback(Protocol wire, boolean direct) throws IOException {
        var server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .add(ECHO);
        Server running = (direct ? server.directExecutor() : server).start();
        var channel = NettyChannel.builder("127.0.0.1:" + running.port()).protocol(wire);
        return new Ends(running, (direct ? channel.directExecutor() : channel).build());
    }

    /** Both ends; closing closes both. */
    record Ends(Server server, ClientChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            channel.close();
            server.close();
        }
    }
}
