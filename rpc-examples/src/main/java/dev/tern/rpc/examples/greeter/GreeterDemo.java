package dev.tern.rpc.examples.greeter;

import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Starts a greeter, makes every kind of call to it over TCP in both styles, and tells how that went: exit code 0 if all
 * replies were as they should be, 1 otherwise.
 */
public final class GreeterDemo {
    /** No call here takes long; this bounds the demo if something is wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private GreeterDemo() {}

    /**
     * Runs the demo.
     *
     * @param arguments {@code --port}, 50051 unless given; 0 for any free one
     */
    public static void main(String[] arguments) {
        int port;
        try {
            port = CommandLine.of(arguments, Map.of("port", "50051")).port("port", 0);
        } catch (IllegalArgumentException misuse) {
            System.err.println("GreeterDemo: " + misuse.getMessage());
            System.exit(CommandLine.MISUSED);
            return;
        }
        try {
            run(port);
        } catch (Exception | AssertionError failure) {
            System.out.flush();
            System.err.println("The demo failed: " + failure);
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(int port) throws Exception {
        BlockingQueue<String> visitors = new LinkedBlockingQueue<>();
        try (Server server = start(port, new GreeterService(visitors::add));
                ClientChannel channel = NettyChannel.to("localhost:" + server.port())) {
            System.out.println("A greeter listens on port " + server.port() + ", and a client calls it over TCP.");
            new BlockingCallsDemo(GreeterRpc.blockingStub(channel).withDeadlineAfter(PATIENCE), visitors).run();
            new AsyncCallsDemo(GreeterRpc.asyncStub(channel).withDeadlineAfter(PATIENCE), visitors).run();
        }
        System.out.println();
        System.out.println("All calls went as they should.");
    }

    private static Server start(int port, GreeterService greeter) throws IOException {
        try {
            return NettyServer.on(port).add(GreeterRpc.bind(greeter)).start();
        } catch (IOException taken) {
            System.out.println("Port " + port + " is not to be had (" + taken.getMessage() + "): taking a free one.");
            return NettyServer.on(0).add(GreeterRpc.bind(greeter)).start();
        }
    }
}
