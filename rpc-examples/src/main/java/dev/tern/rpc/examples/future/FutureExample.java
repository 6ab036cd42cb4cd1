package dev.tern.rpc.examples.future;

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
import dev.tern.rpc.stub.ReplyCallback;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Three ways not to wait: a future to build on, a token to poll, a callback. */
public final class FutureExample implements GreeterRpc.Service {
    /** Opened when Grace may be greeted, so that the example can look at a call that is under way for certain. */
    private final CompletableFuture<Void> graceMayEnter = new CompletableFuture<>();

    private FutureExample() {}

    @Override
    public HelloReply sayHello(HelloRequest request, CallContext call) {
        if (request.getName().isEmpty()) {
            throw StatusCode.INVALID_ARGUMENT.withMessage("nobody has no name").asException();
        }
        if (request.getName().equals("Grace")) {
            graceMayEnter.join(); // a blocking handler may wait: it has a thread of the server's pool to itself
        }
        return HelloReply.newBuilder().setMessage("Hello, " + request.getName()).build();
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException {
        FutureExample service = new FutureExample();
        try (Server server = NettyServer.on(0).add(GreeterRpc.bind(service)).start();
                ClientChannel channel = NettyChannel.to("localhost:" + server.port())) {
            GreeterRpc.AsyncStub greeter = GreeterRpc.asyncStub(channel);
            combine(greeter);
            poll(greeter, service);
            callBack(greeter);
        }
    }

    /** Two calls are under way at the same time, and what is to come of both is said at once. */
    private static void combine(GreeterRpc.AsyncStub greeter) {
        CompletableFuture<HelloReply> ada = greeter.sayHello(named("Ada"));
        CompletableFuture<HelloReply> alan = greeter.sayHello(named("Alan"));
        CompletableFuture<String> both =
                ada.thenCombine(alan, (one, other) -> one.getMessage() + "; " + other.getMessage());
        System.out.println("combined: " + both.join());
        Check.that(both.join().equals("Hello, Ada; Hello, Alan"), "both replies come together");
    }

    /** The call is pushed out, the caller keeps a token, does other things, and asks for the reply when it suits. */
    private static void poll(GreeterRpc.AsyncStub greeter, FutureExample service) {
        CompletableFuture<HelloReply> token = greeter.sayHello(named("Grace"));
        System.out.println("polled: there already? " + token.isDone());
        Check.that(!token.isDone(), "the caller has its token before there is a reply");
        service.graceMayEnter.complete(null);
        while (!token.isDone()) {
            Thread.onSpinWait(); // other work goes here
        }
        System.out.println("polled: " + token.join().getMessage());
    }

    private static void callBack(GreeterRpc.AsyncStub greeter) {
        CompletableFuture<String> told = new CompletableFuture<>();
        greeter.sayHello(named(""), new ReplyCallback<>() {
            @Override
            public void onReply(HelloReply reply) {
                told.complete(reply.getMessage());
            }

            @Override
            public void onFailure(RpcException failure) {
                told.complete(failure.code() + ", " + failure.status().message());
            }
        });
        System.out.println("called back: " + told.join());
        Check.that(told.join().equals("INVALID_ARGUMENT, nobody has no name"), "the callback hears of the failure");
    }

    private static HelloRequest named(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }
}
