package dev.tern.rpc.examples.greeter;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Every kind of call in blocking style: each step waits until it is done. */
final class BlockingCallsDemo {
    private final GreeterRpc.BlockingStub greeter;
    private final BlockingQueue<String> visitors;

    BlockingCallsDemo(GreeterRpc.BlockingStub greeter, BlockingQueue<String> visitors) {
        this.greeter = greeter;
        this.visitors = visitors;
    }

    void run() throws InterruptedException {
        unary();
        failure();
        serverStreaming();
        clientStreaming();
        bidiStreaming();
        oneWay();
    }

    private void unary() {
        HelloReply reply = greeter.sayHello(Transcript.request("Ada"));
        Transcript.line("one request, one reply", reply.getMessage());
        Check.that(reply.getMessage().equals("Hello, Ada!"), "the reply greets Ada");
    }

    private void failure() {
        try {
            greeter.sayHello(Transcript.request(""));
            throw new AssertionError("does not hold: a greeting for nobody is refused");
        } catch (RpcException refused) {
            Transcript.line("a request that is refused", refused.status().toString());
            Check.that(refused.code() == StatusCode.INVALID_ARGUMENT, "the code says that the request is wrong");
        }
    }

    private void serverStreaming() {
        List<String> greetings = new ArrayList<>();
        try (MessageStream<HelloReply> replies = greeter.sayHelloStream(Transcript.request("Grace"))) {
            for (HelloReply reply : replies) {
                greetings.add(reply.getMessage());
            }
        }
        Transcript.line("one request, many replies", String.join(" ", greetings));
        Check.that(greetings.size() == 4 && greetings.get(1).equals("Bonjour, Grace!"), "all four replies, in order");
    }

    private void clientStreaming() {
        try (BlockingUpload<HelloRequest, HelloReply> upload = greeter.sayHelloToAll()) {
            upload.send(Transcript.request("Ada"));
            upload.send(Transcript.request("Grace"));
            HelloReply reply = upload.finish();
            Transcript.line("many requests, one reply", reply.getMessage());
            Check.that(reply.getMessage().equals("Hello, Ada and Grace!"), "the reply is to both requests");
        }
    }

    private void bidiStreaming() {
        List<String> answers = new ArrayList<>();
        try (BlockingExchange<HelloRequest, HelloReply> chat = greeter.chat()) {
            for (String name : List.of("Ada", "Grace")) {
                chat.send(Transcript.request(name));
                answers.add(name + " -> " + chat.replies().next().getMessage());
            }
            chat.finishSending();
            Check.that(!chat.replies().hasNext(), "the server leaves after the client");
        }
        Transcript.line("a chat, in turns", String.join("  ", answers));
        Check.that(answers.equals(List.of("Ada -> Hello, Ada!", "Grace -> Hello, Grace!")), "each line has its answer");
    }

    private void oneWay() throws InterruptedException {
        greeter.record(Visit.newBuilder().setName("Ada").build());
        String visitor = visitors.poll(10, TimeUnit.SECONDS);
        Transcript.line("one-way: no reply at all", "the server noted a visit by " + visitor);
        Check.that("Ada".equals(visitor), "the one-way request arrived");
    }
}
