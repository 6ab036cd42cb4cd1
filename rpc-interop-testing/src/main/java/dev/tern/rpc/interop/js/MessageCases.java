package dev.tern.rpc.interop.js;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.examples.helloworld.Visit;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.MessageStream;
import java.util.ArrayList;
import java.util.List;

/** Messages of every kind of call, small and large. */
final class MessageCases {
    private static final int MEBIBYTE = 1024 * 1024;

    private MessageCases() {}

    static void unary(ClientChannel channel) {
        HelloReply reply = GreeterCase.greeter(channel).sayHello(named("Ada"));
        Check.that(reply.getMessage().equals("Hello, Ada!"), "the reply greets Ada");
    }

    static void serverStreaming(ClientChannel channel) {
        List<String> greetings = new ArrayList<>();
        try (MessageStream<HelloReply> replies = GreeterCase.greeter(channel).sayHelloStream(named("Grace"))) {
            for (HelloReply reply : replies) {
                greetings.add(reply.getMessage());
            }
        }
        Check.that(
                greetings.equals(List.of("Hello, Grace!", "Bonjour, Grace!", "Hallo, Grace!", "Hola, Grace!")),
                "all four replies come, in order");
    }

    static void clientStreaming(ClientChannel channel) {
        HelloReply reply = greetTogether(GreeterCase.greeter(channel), List.of("Ada", "Grace"));
        Check.that(reply.getMessage().equals("Hello, Ada and Grace!"), "the reply is to both requests");
    }

    static void bidiStreaming(ClientChannel channel) {
        try (BlockingExchange<HelloRequest, HelloReply> chat =
                GreeterCase.greeter(channel).chat()) {
            for (String name : List.of("Ada", "Grace", "Alan")) {
                chat.send(named(name));
                String answer = chat.replies().next().getMessage();
                Check.that(answer.equals(Agreed.greeting(name)), "the answer is to what was just sent");
            }
            chat.finishSending();
            Check.that(!chat.replies().hasNext(), "the server leaves after the client");
        }
    }

    static void largeMessages(ClientChannel channel) {
        requireLargeReply(GreeterCase.greeter(channel));
    }

    static void gzipRequest(ClientChannel channel) {
        requireLargeReply(GreeterCase.greeter(channel).withCompressor(Compressor.GZIP));
    }

    static void oneWayReachesTheHandler(ClientChannel channel) {
        GreeterRpc.BlockingStub greeter = GreeterCase.greeter(channel);
        greeter.record(Visit.newBuilder().setName("Edsger").build());
        HelloReply reply = greeter.sayHello(named(Agreed.NEXT_VISITOR));
        Check.that(reply.getMessage().equals("Hello, Edsger!"), "the server noted the visit");
    }

    static HelloRequest named(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }

    private static void requireLargeReply(GreeterRpc.BlockingStub greeter) {
        String name = "a".repeat(MEBIBYTE);
        HelloReply reply = greetTogether(greeter, List.of(name));
        Check.that(reply.getMessage().equals(Agreed.greeting(name)), "the reply has all of the request");
    }

    private static HelloReply greetTogether(GreeterRpc.BlockingStub greeter, List<String> names) {
        try (BlockingUpload<HelloRequest, HelloReply> upload = greeter.sayHelloToAll()) {
            names.forEach(name -> upload.send(named(name)));
            return upload.finish();
        }
    }
}
