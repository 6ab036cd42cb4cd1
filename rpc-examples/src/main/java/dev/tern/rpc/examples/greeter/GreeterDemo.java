package dev.tern.rpc.examples.greeter;

import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.server.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Starts a greeter, makes every kind of call to its port in both styles and over both wires, and tells how that went: exit
 * code 0 if all replies were as they should be, 1 otherwise.
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
        try (Server server = start(port, new GreeterService(visitors::add))) {
            String target = "localhost:" + server.port();
            System.out.println(
                    "A greeter listens on port " + server.port() + " for both wires; the native one comes first.");
            try (ClientChannel overNative = NettyChannel.to(target);
                    ClientChannel overGrpc =
                            NettyChannel.builder(target).protocol(Protocol.GRPC).build()) {
                Transcript.title("Blocking style: a call is a method call");
                new BlockingCallsDemo(blocking(overNative), visitors).run();
                Transcript.title("Asynchronous style: futures, callbacks and publishers");
                new AsyncCallsDemo(async(overNative), visitors).run();
                Transcript.title("The same over gRPC: same port, same stubs, a channel that speaks HTTP/2");
                new BlockingCallsDemo(blocking(overGrpc), visitors).run();
                Transcript.title("Both wires at once");
                callAtOnce(async(overNative), async(overGrpc));
            }
        }
        System.out.println();
        System.out.println("All calls went as they should.");
    }

    private static void callAtOnce(GreeterRpc.AsyncStub overNative, GreeterRpc.AsyncStub overGrpc) {
        CompletableFuture<String> both = overNative
                .sayHello(Transcript.request("Ada"))
                .thenCombine(
                        overGrpc.sayHello(Transcript.request("Grace")),
                        (ada, grace) -> ada.getMessage() + " " + grace.getMessage());
        Transcript.line("native and gRPC", both.join());
        Check.that(both.join().equals("Hello, Ada! Hello, Grace!"), "one server answers both");
    }

    private static GreeterRpc.BlockingStub blocking(ClientChannel channel) {
        return GreeterRpc.blockingStub(channel).withDeadlineAfter(PATIENCE);
    }

    private static GreeterRpc.AsyncStub async(ClientChannel channel) {
        return GreeterRpc.asyncStub(channel).withDeadlineAfter(PATIENCE);
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
