package dev.tern.rpc.stub;

import dev.tern.rpc.Status;
import dev.tern.rpc.call.ServerCall;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Ends calls with what asynchronous methods come to. */
final class AsyncServing {
    private AsyncServing() {}

    static <R> void replyWith(ServerCall<?, R> call, Callable<CompletionStage<R>> method) {
        try {
            method.call().whenComplete((reply, failure) -> {
                if (failure != null) {
                    call.fail(unwrapped(failure));
                } else if (reply == null) {
                    call.fail(new NullPointerException(call.method().fullName() + " completed with null"));
                } else {
                    call.reply(reply);
                }
            });
        } catch (Exception failure) {
            call.fail(failure);
        }
    }

    static void closeAfter(ServerCall<?, ?> call, Callable<CompletionStage<Void>> method) {
        try {
            method.call().whenComplete((nothing, failure) -> {
                if (failure != null) {
                    call.fail(unwrapped(failure));
                } else {
                    call.close(Status.OK);
                }
            });
        } catch (Exception failure) {
            call.fail(failure);
        }
    }

    static <R> void publish(ServerCall<?, R> call, ReplySubscriber<R> replies, Callable<Flow.Publisher<R>> method) {
        try {
            Objects.requireNonNull(method.call(), () -> call.method().fullName() + " returned no publisher")
                    .subscribe(replies);
        } catch (Exception failure) {
            call.fail(failure);
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
