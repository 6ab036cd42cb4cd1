package dev.tern.rpc.examples.chat;

import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.MessageStream;
import dev.tern.rpc.stub.ReplySink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A conversation on one call: plain loops on both ends, each line an answer to the one before. */
public final class ChatExample implements GreeterRpc.Service {
    private ChatExample() {}

    @Override
    public void chat(MessageStream<HelloRequest> requests, ReplySink<HelloReply> replies, CallContext call) {
        for (HelloRequest request : requests) {
            replies.send(HelloReply.newBuilder()
                    .setMessage("Hello, " + request.getName())
                    .build());
        }
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException {
        try (Server server = NettyServer.on(0)
                        .add(GreeterRpc.bind(new ChatExample()))
                        .start();
                ClientChannel channel = NettyChannel.to("localhost:" + server.port())) {
            GreeterRpc.BlockingStub greeter = GreeterRpc.blockingStub(channel);
            List<String> answers = new ArrayList<>();
            try (BlockingExchange<HelloRequest, HelloReply> chat = greeter.chat()) {
                for (String name : List.of("Ada", "Grace", "Alan")) {
                    chat.send(HelloRequest.newBuilder().setName(name).build());
                    answers.add(chat.replies().next().getMessage()); // in answer to what was just sent
                }
                chat.finishSending();
                Check.that(!chat.replies().hasNext(), "the server leaves when the client has nothing more to say");
            }
            answers.forEach(System.out::println);
            Check.that(answers.equals(List.of("Hello, Ada", "Hello, Grace", "Hello, Alan")), "each has its answer");
        }
    }
}
