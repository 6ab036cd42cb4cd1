package dev.tern.rpc.interop.js;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.examples.errors.NameProblem;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.examples.helloworld.Visit;
import dev.tern.rpc.protobuf.ErrorDetails;
import dev.tern.rpc.stub.MessageStream;
import dev.tern.rpc.stub.ReplySink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Greets as the demo's greeter does, and at some names of {@link Agreed} shows more of what a call can be. grpc-js/server.js
 * does the same.
 */
final class InteropGreeter implements GreeterRpc.Service {
    /** How long a handler waits at most for what a case has yet to do. */
    private static final int MAX_SECONDS = 30;

    /** Far more than all cases leave behind; what is over is forgotten. */
    private static final int MAX_TOLD = 1_000;

    private final BlockingQueue<String> visitors = new ArrayBlockingQueue<>(MAX_TOLD);
    private final BlockingQueue<String> leavers = new ArrayBlockingQueue<>(MAX_TOLD);

    @Override
    public HelloReply sayHello(HelloRequest request, CallContext call) {
        String name = request.getName();
        if (name.isBlank()) {
            throw StatusCode.INVALID_ARGUMENT.withMessage("whom to greet?").asException();
        }
        if (name.length() > Agreed.MAX_LENGTH) {
            throw tooLong(name).asException();
        }
        for (String text : call.metadata().all(Agreed.ECHO)) {
            call.addHeader(Agreed.ECHO, text);
            call.addTrailer(Agreed.ECHO, text);
        }
        for (byte[] bytes : call.metadata().all(Agreed.ECHO_BIN)) {
            call.addHeader(Agreed.ECHO_BIN, bytes);
            call.addTrailer(Agreed.ECHO_BIN, bytes);
        }
        return switch (name) {
            case Agreed.NEVER_ANSWERED -> waitForTheEnd(name, call);
            case Agreed.NEXT_VISITOR -> greeting("Hello", next(visitors));
            case Agreed.NEXT_LEAVER -> greeting("Hello", next(leavers));
            default -> greeting("Hello", name);
        };
    }

    @Override
    public void sayHelloStream(HelloRequest request, ReplySink<HelloReply> replies, CallContext call) {
        String name = request.getName();
        if (name.equals(Agreed.ENDLESS)) {
            call.onCancel(reason -> leavers.offer(name));
            while (true) {
                replies.send(greeting("Hello", name)); // throws once the call is cancelled
            }
        }
        for (String greeting : List.of("Hello", "Bonjour", "Hallo", "Hola")) {
            replies.send(greeting(greeting, name));
        }
    }

    @Override
    public HelloReply sayHelloToAll(MessageStream<HelloRequest> requests, CallContext call) {
        List<String> names = new ArrayList<>();
        for (HelloRequest request : requests) {
            names.add(request.getName());
        }
        if (call.metadata().contains(Agreed.COMPRESS)) {
            call.compressReplies(true);
        }
        return greeting("Hello", String.join(" and ", names));
    }

    @Override
    public void chat(MessageStream<HelloRequest> requests, ReplySink<HelloReply> replies, CallContext call) {
        for (HelloRequest request : requests) {
            replies.send(greeting("Hello", request.getName()));
        }
    }

    @Override
    public void record(Visit visit, CallContext call) {
        visitors.offer(visit.getName());
    }

    private static Status tooLong(String name) {
        NameProblem problem = NameProblem.newBuilder()
                .setName(name)
                .setLength(name.length())
                .setMaxLength(Agreed.MAX_LENGTH)
                .build();
        return ErrorDetails.add(StatusCode.INVALID_ARGUMENT.withMessage(Agreed.tooLongMessage(name)), problem);
    }

    private HelloReply waitForTheEnd(String name, CallContext call) {
        CountDownLatch cancelled = new CountDownLatch(1);
        call.onCancel(reason -> {
            leavers.offer(name);
            cancelled.countDown();
        });
        try {
            if (cancelled.await(MAX_SECONDS, TimeUnit.SECONDS)) {
                throw StatusCode.CANCELLED.withMessage("nobody waits any more").asException();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw StatusCode.ABORTED.withMessage("the call was never cancelled").asException();
    }

    private static String next(BlockingQueue<String> told) {
        try {
            String name = told.poll(MAX_SECONDS, TimeUnit.SECONDS);
            if (name != null) {
                return name;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw StatusCode.NOT_FOUND.withMessage("nobody came").asException();
    }

    private static HelloReply greeting(String greeting, String name) {
        return HelloReply.newBuilder().setMessage(greeting + ", " + name + "!").build();
    }
}
