package dev.tern.rpc.examples.clientstreaming;

import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.MessageStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;

/** Names are sent one by one, and one reply greets them all: in blocking style, then from a publisher. */
public final class UploadExample implements GreeterRpc.Service {
    private UploadExample() {}

    @Override
    public HelloReply sayHelloToAll(MessageStream<HelloRequest> requests, CallContext call) {
        List<String> names = new ArrayList<>();
        for (HelloRequest request : requests) { // waits for the next one, and ends after the last
            names.add(request.getName());
        }
        return HelloReply.newBuilder()
                .setMessage("Hello, " + String.join(" and ", names))
                .build();
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException {
        try (Server server = NettyServer.on(0)
                        .add(GreeterRpc.bind(new UploadExample()))
                        .start();
                ClientChannel channel = NettyChannel.to("localhost:" + server.port())) {
            System.out.println("blocking: " + upload(GreeterRpc.blockingStub(channel)));
            System.out.println("publisher: " + publish(GreeterRpc.asyncStub(channel)));
        }
    }

    private static String upload(GreeterRpc.BlockingStub greeter) {
        try (BlockingUpload<HelloRequest, HelloReply> upload = greeter.sayHelloToAll()) {
            upload.send(named("Ada"));
            upload.send(named("Grace"));
            String greeting = upload.finish().getMessage();
            Check.that(greeting.equals("Hello, Ada and Grace"), "the reply is to all requests");
            return greeting;
        }
    }

    private static String publish(GreeterRpc.AsyncStub greeter) {
        CompletableFuture<HelloReply> reply;
        try (SubmissionPublisher<HelloRequest> names = new SubmissionPublisher<>()) {
            reply = greeter.sayHelloToAll(names); // subscribes, so that what is published from now on is sent
            names.submit(named("Alan"));
            names.submit(named("Edsger"));
        } // closed: no more requests follow
        String greeting = reply.join().getMessage();
        Check.that(greeting.equals("Hello, Alan and Edsger"), "the reply is to all that was published");
        return greeting;
    }

    private static HelloRequest named(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }
}
