package dev.tern.rpc.examples.cancellation;

import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A client gives up on a call that takes too long, and the handler stops its work. */
public final class CancellationExample implements GreeterRpc.AsyncService {
    private final CompletableFuture<Void> atWork = new CompletableFuture<>();
    private final CompletableFuture<String> stopped = new CompletableFuture<>();

    private CancellationExample() {}

    @Override
    public CompletionStage<HelloReply> sayHello(HelloRequest request, CallContext call) {
        CompletableFuture<HelloReply> work = new CompletableFuture<>();
        call.onCancel(reason -> {
            work.cancel(false);
            stopped.complete("stopped working, " + reason.code());
        });
        atWork.complete(null);
        return work;
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException {
        CancellationExample service = new CancellationExample();
        try (Server server = NettyServer.on(0).add(GreeterRpc.bind(service)).start();
                ClientChannel channel = NettyChannel.to("localhost:" + server.port())) {
            GreeterRpc.AsyncStub greeter = GreeterRpc.asyncStub(channel);
            CompletableFuture<HelloReply> reply =
                    greeter.sayHello(HelloRequest.newBuilder().setName("Ada").build());
            service.atWork.join();
            System.out.println("client: giving up");
            reply.cancel(true);
            System.out.println("server: " + service.stopped.join());
            Check.that(reply.isCancelled(), "the future says that it was cancelled");
            Check.that(service.stopped.join().endsWith("CANCELLED"), "the handler hears that nobody waits any more");
        }
    }
}
