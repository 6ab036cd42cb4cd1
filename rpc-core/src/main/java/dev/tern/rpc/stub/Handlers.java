package dev.tern.rpc.stub;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.RequestHandler;
import dev.tern.rpc.call.ServerHandler;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Makes handlers of plain methods, in two styles; generated bindings are made of these.
 *
 * <p>Blocking: the method runs on the executor that serves it, from start to end of the call, and may block. Asynchronous:
 * the method returns a stage or publisher, and may be served on the transport's threads if it never blocks ({@link
 * dev.tern.rpc.call.ServiceBinding#on}). Either may throw {@link RpcException} to end the call with a status; anything else
 * becomes UNKNOWN and is logged.
 */
public final class Handlers {
    private Handlers() {}

    /** A blocking method with one request and one reply. */
    @FunctionalInterface
    public interface Unary<Q, R> {
        R handle(Q request, CallContext call) throws Exception;
    }

    /** A blocking method with one request and no reply. */
    @FunctionalInterface
    public interface OneWay<Q> {
        void handle(Q request, CallContext call) throws Exception;
    }

    /** A blocking method that sends a stream of replies; its return ends the call with OK. */
    @FunctionalInterface
    public interface ServerStreaming<Q, R> {
        void handle(Q request, ReplySink<R> replies, CallContext call) throws Exception;
    }

    /** A blocking method that reads a stream of requests and returns the reply. */
    @FunctionalInterface
    public interface ClientStreaming<Q, R> {
        R handle(MessageStream<Q> requests, CallContext call) throws Exception;
    }

    /** A blocking method that reads and sends; its return ends the call with OK. */
    @FunctionalInterface
    public interface BidiStreaming<Q, R> {
        void handle(MessageStream<Q> requests, ReplySink<R> replies, CallContext call) throws Exception;
    }

    /** An asynchronous method with one request and one reply. */
    @FunctionalInterface
    public interface AsyncUnary<Q, R> {
        CompletionStage<R> handle(Q request, CallContext call) throws Exception;
    }

    /** An asynchronous method with one request and no reply. */
    @FunctionalInterface
    public interface AsyncOneWay<Q> {
        CompletionStage<Void> handle(Q request, CallContext call) throws Exception;
    }

    /** An asynchronous method that publishes replies. */
    @FunctionalInterface
    public interface AsyncServerStreaming<Q, R> {
        Flow.Publisher<R> handle(Q request, CallContext call) throws Exception;
    }

    /** An asynchronous method that subscribes to requests. */
    @FunctionalInterface
    public interface AsyncClientStreaming<Q, R> {
        CompletionStage<R> handle(Flow.Publisher<Q> requests, CallContext call) throws Exception;
    }

    /** An asynchronous method that subscribes to requests and publishes replies. */
    @FunctionalInterface
    public interface AsyncBidiStreaming<Q, R> {
        Flow.Publisher<R> handle(Flow.Publisher<Q> requests, CallContext call) throws Exception;
    }

    /** A handler of a blocking method. */
    public static <Q, R> ServerHandler<Q, R> unary(Unary<Q, R> method) {
        return each((request, call) -> {
            try {
                call.reply(method.handle(request, call.context()));
            } catch (Exception failure) {
                call.fail(failure);
            }
        });
    }

    /** A handler of a blocking method. */
    public static <Q, R> ServerHandler<Q, R> oneWay(OneWay<Q> method) {
        return each((request, call) -> {
            try {
                method.handle(request, call.context());
                call.close(Status.OK);
            } catch (Exception failure) {
                call.fail(failure);
            }
        });
    }

    /** A handler of a blocking method. */
    public static <Q, R> ServerHandler<Q, R> serverStreaming(ServerStreaming<Q, R> method) {
        return call -> {
            BlockingServing<Q, R> serving = BlockingServing.listen(call);
            serving.run(() -> {
                Q request = serving.requests().next();
                method.handle(request, serving, call.context());
            });
        };
    }

    /** A handler of a blocking method. */
    public static <Q, R> ServerHandler<Q, R> clientStreaming(ClientStreaming<Q, R> method) {
        return call -> {
            BlockingServing<Q, R> serving = BlockingServing.listen(call);
            serving.run(() -> call.reply(method.handle(serving.requests(), call.context())));
        };
    }

    /** A handler of a blocking method. */
    public static <Q, R> ServerHandler<Q, R> bidiStreaming(BidiStreaming<Q, R> method) {
        return call -> {
            BlockingServing<Q, R> serving = BlockingServing.listen(call);
            serving.run(() -> method.handle(serving.requests(), serving, call.context()));
        };
    }

    /** A handler of an asynchronous method. */
    public static <Q, R> ServerHandler<Q, R> asyncUnary(AsyncUnary<Q, R> method) {
        return each((request, call) -> AsyncServing.replyWith(call, () -> method.handle(request, call.context())));
    }

    /** A handler of an asynchronous method. */
    public static <Q, R> ServerHandler<Q, R> asyncOneWay(AsyncOneWay<Q> method) {
        return each((request, call) -> AsyncServing.closeAfter(call, () -> method.handle(request, call.context())));
    }

    /** A handler of an asynchronous method. */
    public static <Q, R> ServerHandler<Q, R> asyncServerStreaming(AsyncServerStreaming<Q, R> method) {
        return call -> {
            ReplySubscriber<R> replies = new ReplySubscriber<>(call);
            call.listen(replies.listening(
                    request -> AsyncServing.publish(call, replies, () -> method.handle(request, call.context()))));
        };
    }

    /** A handler of an asynchronous method. */
    public static <Q, R> ServerHandler<Q, R> asyncClientStreaming(AsyncClientStreaming<Q, R> method) {
        return call -> {
            RequestPublisher<Q> requests = new RequestPublisher<>(call);
            call.listen(requests);
            AsyncServing.replyWith(call, () -> method.handle(requests, call.context()));
        };
    }

    /** A handler of an asynchronous method. */
    public static <Q, R> ServerHandler<Q, R> asyncBidiStreaming(AsyncBidiStreaming<Q, R> method) {
        return call -> {
            RequestPublisher<Q> requests = new RequestPublisher<>(call);
            ReplySubscriber<R> replies = new ReplySubscriber<>(call);
            call.listen(replies.listening(requests));
            AsyncServing.publish(call, replies, () -> method.handle(requests, call.context()));
        };
    }

    private static <Q, R> ServerHandler<Q, R> each(RequestHandler<Q, R> handler) {
        return call -> call.listen(handler);
    }

    /** What a method that its service does not implement throws. */
    public static RpcException unimplemented(MethodDescriptor<?, ?> method) {
        return StatusCode.UNIMPLEMENTED
                .withMessage("method " + method.fullName() + " is not implemented by the service")
                .asException();
    }
}
