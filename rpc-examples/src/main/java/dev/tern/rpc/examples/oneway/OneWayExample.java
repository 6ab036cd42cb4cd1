package dev.tern.rpc.examples.oneway;

import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.Visit;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * A request that nobody answers, not even with an empty message: the method's option {@code one_way} says so. The call is
 * over once the request is handed to the socket, even while the server is still at work on it.
 */
public final class OneWayExample implements GreeterRpc.Service {
    /** Opened when the handler may write: only after the client's call is over. */
    private final CompletableFuture<Void> callIsOver = new CompletableFuture<>();

    private final CompletableFuture<String> noted = new CompletableFuture<>();

    private OneWayExample() {}

    @Override
    public void record(Visit visit, CallContext call) {
        callIsOver.join();
        noted.complete(visit.getName() + " was here");
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException {
        OneWayExample service = new OneWayExample();
        try (Server server = NettyServer.on(0).add(GreeterRpc.bind(service)).start();
                ClientChannel channel = NettyChannel.to("localhost:" + server.port())) {
            GreeterRpc.BlockingStub greeter = GreeterRpc.blockingStub(channel);
            greeter.record(Visit.newBuilder().setName("Ada").build()); // returns with nothing: there is no reply
            System.out.println("client: sent; noted already? " + service.noted.isDone());
            Check.that(!service.noted.isDone(), "the caller does not wait for the handler");
            service.callIsOver.complete(null);
            System.out.println("server: " + service.noted.join());
            Check.that(service.noted.join().equals("Ada was here"), "the request arrived");
        }
    }
}
