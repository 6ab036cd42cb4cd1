package dev.tern.rpc.examples.interceptor;

import dev.tern.rpc.RpcException;
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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that asks every call for a token, a client that sends one, and a log of how the calls went. */
public final class InterceptorExample implements GreeterRpc.Service {
    private static final String TOKEN = "open sesame";

    private InterceptorExample() {}

    @Override
    public HelloReply sayHello(HelloRequest request, CallContext call) {
        return HelloReply.newBuilder().setMessage("Hello, " + request.getName()).build();
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException {
        List<String> log = new CopyOnWriteArrayList<>();
        try (Server server = NettyServer.on(0)
                        .add(GreeterRpc.bind(new InterceptorExample()))
                        .intercept(new TokenGuard(TOKEN))
                        .start();
                ClientChannel channel = NettyChannel.builder("localhost:" + server.port())
                        .intercept(new CallLog(log::add))
                        .build()) {
            HelloRequest request = HelloRequest.newBuilder().setName("Ada").build();
            GreeterRpc.BlockingStub stranger = GreeterRpc.blockingStub(channel);
            try {
                stranger.sayHello(request);
            } catch (RpcException refused) {
                System.out.println("without a token: " + refused.status());
            }
            GreeterRpc.BlockingStub friend = stranger.withInterceptors(new TokenSender(TOKEN));
            System.out.println("with the token: " + friend.sayHello(request).getMessage());
        }
        log.forEach(line -> System.out.println("log: " + line));
        Check.that(
                log.equals(List.of(
                        "helloworld.Greeter/SayHello -> UNAUTHENTICATED: a valid token is needed",
                        "helloworld.Greeter/SayHello -> OK")),
                "the guard refuses the first call and lets the second through, and the log has both");
    }
}
