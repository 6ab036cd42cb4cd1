package dev.tern.rpc.examples.deadline;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Two servers: the front one asks the back one, which keeps one caller waiting for ever. The client's deadline ends that
 * call at all three, as the front server calls with {@code within(call)}.
 */
public final class DeadlineExample {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private DeadlineExample() {}

    /** Passes each request on, as part of the call that brought it: same deadline, same end. */
    private record Front(GreeterRpc.BlockingStub back) implements GreeterRpc.Service {
        @Override
        public HelloReply sayHello(HelloRequest request, CallContext call) {
            try {
                return back.within(call).sayHello(request);
            } catch (RpcException failure) {
                // What went wrong behind a server is hidden from its clients unless it says so itself, as here.
                throw new RpcException(failure.status());
            }
        }
    }

    /** Never answers Godot, and says when it no longer needs to. */
    private static final class Back implements GreeterRpc.AsyncService {
        private final CompletableFuture<Duration> left = new CompletableFuture<>();
        private final CompletableFuture<String> heard = new CompletableFuture<>();

        @Override
        public CompletionStage<HelloReply> sayHello(HelloRequest request, CallContext call) {
            if (!request.getName().equals("Godot")) {
                return CompletableFuture.completedFuture(HelloReply.newBuilder()
                        .setMessage("Hello, " + request.getName())
                        .build());
            }
            left.complete(call.deadline().orElseThrow().remaining());
            call.onCancel(reason -> heard.complete("nobody waits any more, " + reason.code()));
            return new CompletableFuture<>();
        }
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException {
        Back back = new Back();
        try (Server backServer = NettyServer.on(0).add(GreeterRpc.bind(back)).start();
                ClientChannel toBack = NettyChannel.to("localhost:" + backServer.port());
                Server frontServer = NettyServer.on(0)
                        .add(GreeterRpc.bind(new Front(GreeterRpc.blockingStub(toBack))))
                        .start();
                ClientChannel toFront = NettyChannel.to("localhost:" + frontServer.port())) {
            GreeterRpc.BlockingStub greeter = GreeterRpc.blockingStub(toFront);
            System.out.println("client: " + greeter.sayHello(named("Ada")).getMessage());
            try {
                greeter.withDeadlineAfter(PATIENCE).sayHello(named("Godot"));
                throw new AssertionError("does not hold: a call nobody answers ends by its deadline");
            } catch (RpcException tooLate) {
                System.out.println("client: " + tooLate.getMessage());
                Check.that(tooLate.code() == StatusCode.DEADLINE_EXCEEDED, "the code says why the call ended");
            }
            System.out.println("back server: " + back.heard.join());
            Check.that(back.left.join().compareTo(PATIENCE) <= 0, "the deadline the client set has come all the way");
        }
    }

    private static HelloRequest named(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }
}
