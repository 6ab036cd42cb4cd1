package dev.tern.rpc.examples.grpc;

import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.server.Server;
import java.io.IOException;

/** One server on one port, with one handler: it is called over the native wire and over gRPC, and can't tell which. */
public final class GrpcExample implements GreeterRpc.Service {
    private GrpcExample() {}

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
        try (Server server =
                NettyServer.on(0).add(GreeterRpc.bind(new GrpcExample())).start()) {
            String target = "localhost:" + server.port();
            for (Protocol wire : Protocol.values()) {
                try (ClientChannel channel =
                        NettyChannel.builder(target).protocol(wire).build()) {
                    HelloReply reply = GreeterRpc.blockingStub(channel)
                            .sayHello(HelloRequest.newBuilder().setName("Ada").build());
                    System.out.println("over " + wire + ": " + reply.getMessage());
                    Check.that(reply.getMessage().equals("Hello, Ada"), "the server answers on either wire");
                }
            }
        }
    }
}
