package dev.tern.rpc.contract;

import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.stub.Handlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;

/** The two styles of handlers, each with the same behaviour for each kind of method. */
enum Style {
    BLOCKING {
        @Override
        ServerHandler<Text, Text> greet() {
            return Handlers.unary((request, call) -> greeting(request));
        }

        @Override
        ServerHandler<Text, Text> join() {
            return Handlers.clientStreaming((requests, call) -> {
                List<Text> all = new ArrayList<>();
                requests.forEach(all::add);
                return joined(all);
            });
        }

        @Override
        ServerHandler<Text, Text> count() {
            return Handlers.serverStreaming((request, replies, call) -> {
                for (int i = 1; i <= request.number(); i++) {
                    replies.send(Text.of(i));
                }
            });
        }

        @Override
        ServerHandler<Text, Text> greetEach() {
            return Handlers.bidiStreaming((requests, replies, call) -> {
                for (Text request : requests) {
                    replies.send(greeting(request));
                }
            });
        }
    },

    ASYNC {
        @Override
        ServerHandler<Text, Text> greet() {
            return Handlers.asyncUnary(
                    (request, call) -> CompletableFuture.supplyAsync(() -> greeting(request), ELSEWHERE));
        }

        @Override
        ServerHandler<Text, Text> join() {
            return Handlers.asyncClientStreaming(
                    (requests, call) -> Flows.toList(requests).thenApply(Style::joined));
        }

        @Override
        ServerHandler<Text, Text> count() {
            return Handlers.asyncServerStreaming((request, call) -> Flows.count(request.number()));
        }

        @Override
        ServerHandler<Text, Text> greetEach() {
            return Handlers.asyncBidiStreaming((requests, call) -> Flows.map(requests, Style::greeting));
        }
    };

    /** The common pool, even where the JDK would rather start a thread for each task. */
    private static final Executor ELSEWHERE = task -> ForkJoinPool.commonPool().execute(task);

    /** Answers with a greeting. */
    abstract ServerHandler<Text, Text> greet();

    /** Answers with all requests, joined by commas. */
    abstract ServerHandler<Text, Text> join();

    /** Replies with the numbers up to the one requested. */
    abstract ServerHandler<Text, Text> count();

    /** Answers each request with a greeting. */
    abstract ServerHandler<Text, Text> greetEach();

    static Text greeting(Text request) {
        return new Text("Hello, " + request.value());
    }

    static Text joined(List<Text> requests) {
        return new Text(requests.stream().map(Text::value).collect(Collectors.joining(",")));
    }
}
