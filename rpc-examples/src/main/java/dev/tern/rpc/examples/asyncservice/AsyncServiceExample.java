package dev.tern.rpc.examples.asyncservice;

import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.Collected;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Handlers that never block: they return a stage, or take a publisher and give one. Such a service may run on the
 * transport's own threads, which saves each call a hop to another thread. Clients can't tell the difference.
 */
public final class AsyncServiceExample implements GreeterRpc.AsyncService {
    private AsyncServiceExample() {}

    @Override
    public CompletionStage<HelloReply> sayHello(HelloRequest request, CallContext call) {
        return CompletableFuture.completedFuture(greeting(request.getName()));
    }

    @Override
    public CompletionStage<HelloReply> sayHelloToAll(Flow.Publisher<HelloRequest> requests, CallContext call) {
        return Collected.from(requests).thenApply(all -> greeting(all.size() + " people"));
    }

    @Override
    public Flow.Publisher<HelloReply> chat(Flow.Publisher<HelloRequest> requests, CallContext call) {
        return replies -> requests.subscribe(new GreetEach(replies));
    }

    private static HelloReply greeting(String name) {
        return HelloReply.newBuilder().setMessage("Hello, " + name).build();
    }

    /** Stands between requests and replies; the demand for replies is passed on as the demand for requests. */
    private record GreetEach(Flow.Subscriber<? super HelloReply> replies) implements Flow.Subscriber<HelloRequest> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            replies.onSubscribe(subscription);
        }

        @Override
        public void onNext(HelloRequest request) {
            replies.onNext(greeting(request.getName()));
        }

        @Override
        public void onError(Throwable failure) {
            replies.onError(failure);
        }

        @Override
        public void onComplete() {
            replies.onComplete();
        }
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException {
        try (Server server = NettyServer.on(0)
                        .add(GreeterRpc.bind(new AsyncServiceExample()))
                        .directExecutor()
                        .start();
                ClientChannel channel = NettyChannel.to("localhost:" + server.port())) {
            GreeterRpc.BlockingStub greeter = GreeterRpc.blockingStub(channel);
            show(greeter.sayHello(named("Ada")), "Hello, Ada");
            try (var upload = greeter.sayHelloToAll()) {
                List.of("Ada", "Grace", "Alan").forEach(name -> upload.send(named(name)));
                show(upload.finish(), "Hello, 3 people");
            }
            try (var chat = greeter.chat()) {
                for (String name : List.of("Ada", "Grace")) {
                    chat.send(named(name));
                    show(chat.replies().next(), "Hello, " + name);
                }
            }
        }
    }

    private static void show(HelloReply reply, String expected) {
        System.out.println(reply.getMessage());
        Check.that(reply.getMessage().equals(expected), "the reply is \"" + expected + "\"");
    }

    private static HelloRequest named(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }
}
