package dev.tern.rpc.examples.greeter;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.Collected;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.examples.helloworld.Visit;
import dev.tern.rpc.stub.ReplyCallback;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/** Every kind of call in asynchronous style: a call returns at once, with what is to come. */
final class AsyncCallsDemo {
    private final GreeterRpc.AsyncStub greeter;
    private final BlockingQueue<String> visitors;

    AsyncCallsDemo(GreeterRpc.AsyncStub greeter, BlockingQueue<String> visitors) {
        this.greeter = greeter;
        this.visitors = visitors;
    }

    void run() throws InterruptedException {
        futures();
        token();
        callback();
        serverStreaming();
        clientStreaming();
        bidiStreaming();
        oneWay();
    }

    private void futures() {
        CompletableFuture<String> both = greeter.sayHello(Transcript.request("Ada"))
                .thenCombine(
                        greeter.sayHello(Transcript.request("Grace")),
                        (ada, grace) -> ada.getMessage() + " " + grace.getMessage());
        Transcript.line("two calls, one future", both.join());
        Check.that(both.join().equals("Hello, Ada! Hello, Grace!"), "both replies come together");
    }

    private void token() {
        CompletableFuture<HelloReply> token = greeter.sayHello(Transcript.request("Ada"));
        long looks = 1;
        while (!token.isDone()) {
            looks++;
            Thread.onSpinWait(); // other work goes here
        }
        Transcript.line("a token, looked at", token.join().getMessage() + " (there at look number " + looks + ")");
        Check.that(token.join().getMessage().equals("Hello, Ada!"), "the token holds the reply");
    }

    private void callback() {
        CompletableFuture<String> told = new CompletableFuture<>();
        greeter.sayHello(Transcript.request("Ada"), new ReplyCallback<>() {
            @Override
            public void onReply(HelloReply reply) {
                told.complete(reply.getMessage());
            }

            @Override
            public void onFailure(RpcException failure) {
                told.completeExceptionally(failure);
            }
        });
        Transcript.line("a callback", told.join());
        Check.that(told.join().equals("Hello, Ada!"), "the callback is given the reply");
    }

    private void serverStreaming() {
        List<HelloReply> replies = Collected.from(greeter.sayHelloStream(Transcript.request("Grace")))
                .join();
        Transcript.line("replies as a publisher", Transcript.messages(replies));
        Check.that(replies.size() == 4, "all four replies");
    }

    private void clientStreaming() {
        CompletableFuture<HelloReply> reply;
        try (SubmissionPublisher<HelloRequest> names = new SubmissionPublisher<>()) {
            reply = greeter.sayHelloToAll(names);
            names.submit(Transcript.request("Ada"));
            names.submit(Transcript.request("Grace"));
        }
        Transcript.line("requests as a publisher", reply.join().getMessage());
        Check.that(reply.join().getMessage().equals("Hello, Ada and Grace!"), "the reply is to both requests");
    }

    private void bidiStreaming() {
        CompletableFuture<List<HelloReply>> replies;
        try (SubmissionPublisher<HelloRequest> names = new SubmissionPublisher<>()) {
            replies = Collected.from(greeter.chat(names));
            names.submit(Transcript.request("Ada"));
            names.submit(Transcript.request("Grace"));
        }
        Transcript.line("a chat of publishers", Transcript.messages(replies.join()));
        Check.that(replies.join().size() == 2, "each request is answered");
    }

    private void oneWay() throws InterruptedException {
        greeter.record(Visit.newBuilder().setName("Grace").build()).join(); // done once it is handed to the socket
        String visitor = visitors.poll(10, TimeUnit.SECONDS);
        Transcript.line("one-way: no reply at all", "the server noted a visit by " + visitor);
        Check.that("Grace".equals(visitor), "the one-way request arrived");
    }
}
