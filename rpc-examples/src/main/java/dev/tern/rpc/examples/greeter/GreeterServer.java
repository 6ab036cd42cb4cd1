package dev.tern.rpc.examples.greeter;

import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Serves the greeter over both wires until it is stopped: {@code GreeterServer --port 50051}. */
public final class GreeterServer {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private GreeterServer() {}

    /**
     * Runs the server.
     *
     * @param arguments {@code --port}, 50051 unless given; 0 for any free one
     */
    public static void main(String[] arguments) throws InterruptedException {
        int port;
        try {
            port = CommandLine.of(arguments, Map.of("port", "50051")).port("port", 0);
        } catch (IllegalArgumentException misuse) {
            System.err.println("GreeterServer: " + misuse.getMessage());
            System.exit(CommandLine.MISUSED);
            return;
        }
        GreeterService greeter = new GreeterService(name -> System.out.println("A visit by " + name));
        try (Server server = NettyServer.on(port).add(GreeterRpc.bind(greeter)).start()) {
            System.out.println("Listening on port " + server.port() + "; Ctrl-C ends it.");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server)));
            server.awaitTermination();
        } catch (IOException unusable) {
            System.err.println("GreeterServer: " + unusable.getMessage() + "; another port is chosen by --port");
            System.exit(1);
        }
    }

    /** Lets calls in flight end before the process does. */
    private static void drain(Server server) {
        try {
            server.drain(GRACE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
