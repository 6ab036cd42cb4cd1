package dev.tern.rpc.contract;

import dev.tern.rpc.Status;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.stub.Handlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler that takes calls and never answers them by itself, and tells what becomes of the first. */
final class NeverAnswers {
    private final CompletableFuture<CallContext> context = new CompletableFuture<>();
    private final CompletableFuture<Status> cancelled = new CompletableFuture<>();
    private final CompletableFuture<Throwable> requestsFailed = new CompletableFuture<>();
    private final AtomicInteger calls = new AtomicInteger();

    /** The call, once it has come. */
    CompletableFuture<CallContext> context() {
        return context;
    }

    /** Why it was cancelled, once it is. */
    CompletableFuture<Status> cancelled() {
        return cancelled;
    }

    /** What its stream of requests ended with, once it has. */
    CompletableFuture<Throwable> requestsFailed() {
        return requestsFailed;
    }

    /** How many calls came. */
    int calls() {
        return calls.get();
    }

    ServerHandler<Text, Text> unary() {
        return Handlers.asyncUnary((request, call) -> {
            take(call);
            return new CompletableFuture<>();
        });
    }

    /** Replies with the numbers up to the one requested, and does not end. */
    ServerHandler<Text, Text> download() {
        return Handlers.asyncServerStreaming((request, call) -> {
            take(call);
            int last = request.number();
            return Flows.endless(Flows.count(last));
        });
    }

    ServerHandler<Text, Text> upload() {
        return Handlers.asyncClientStreaming((requests, call) -> {
            take(call);
            watch(requests);
            return new CompletableFuture<>();
        });
    }

    /** Reads requests and does not reply. */
    ServerHandler<Text, Text> chat() {
        return Handlers.asyncBidiStreaming((requests, call) -> {
            take(call);
            watch(requests);
            return Flows.endless(Flows.count(0));
        });
    }

    /** Notes a call, for a handler that is not one of these. */
    void take(CallContext call) {
        calls.incrementAndGet();
        call.onCancel(cancelled::complete);
        context.complete(call);
    }

    private void watch(Flow.Publisher<Text> requests) {
        Flows.toList(requests).whenComplete((all, failure) -> {
            if (failure != null) {
                requestsFailed.complete(failure);
            }
        });
    }
}
