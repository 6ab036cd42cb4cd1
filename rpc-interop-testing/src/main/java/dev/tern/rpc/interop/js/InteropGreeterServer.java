package dev.tern.rpc.interop.js;

import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Serves {@link InteropGreeter} to this machine until it is stopped, on a port of the system's choice that it tells. */
public final class InteropGreeterServer {
    private InteropGreeterServer() {}

    /**
     * Runs the server.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Server server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .add(GreeterRpc.bind(new InteropGreeter()))
                .start()) {
            System.out.println("Listening on port " + server.port());
            server.awaitTermination();
        }
    }
}
