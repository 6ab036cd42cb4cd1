package dev.tern.rpc.examples.unary;

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

/** The smallest program there is: a service with one method, a server, and a call. */
public final class UnaryExample implements GreeterRpc.Service {
    private UnaryExample() {}

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
        // Port 0 asks for any free one, so that examples can run side by side; a real server has a port of its own.
        try (Server server = NettyServer.on(0)
                        .add(GreeterRpc.bind(new UnaryExample()))
                        .start();
                ClientChannel channel = NettyChannel.to("localhost:" + server.port())) {
            GreeterRpc.BlockingStub greeter = GreeterRpc.blockingStub(channel);
            HelloReply reply =
                    greeter.sayHello(HelloRequest.newBuilder().setName("Ada").build());
            System.out.println(reply.getMessage());
            Check.that(reply.getMessage().equals("Hello, Ada"), "the server greets who asked");
        }
    }
}
