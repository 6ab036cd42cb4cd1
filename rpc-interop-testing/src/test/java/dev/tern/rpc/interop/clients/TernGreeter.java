package dev.tern.rpc.interop.clients;

import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.examples.helloworld.Visit;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.MessageStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client of the greeter on Tern. */
final class TernGreeter implements GreeterCalls {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ClientChannel channel;
    private final GreeterRpc.BlockingStub greeter;

    TernGreeter(int port, Protocol wire) {
        channel = NettyChannel.builder("localhost:" + port).protocol(wire).build();
        greeter = GreeterRpc.blockingStub(channel).withDeadlineAfter(PATIENCE);
    }

    @Override
    public String greet(String name) {
        return greeter.sayHello(named(name)).getMessage();
    }

    @Override
    public List<String> greetOften(String name) {
        List<String> greetings = new ArrayList<>();
        try (MessageStream<HelloReply> replies = greeter.sayHelloStream(named(name))) {
            for (HelloReply reply : replies) {
                greetings.add(reply.getMessage());
            }
        }
        return greetings;
    }

    @Override
    public String greetTogether(List<String> names) {
        try (BlockingUpload<HelloRequest, HelloReply> upload = greeter.sayHelloToAll()) {
            names.forEach(name -> upload.send(named(name)));
            return upload.finish().getMessage();
        }
    }

    @Override
    public void record(String name) {
        greeter.record(Visit.newBuilder().setName(name).build());
    }

    @Override
    public void close() {
        channel.close();
    }

    private static HelloRequest named(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }
}
