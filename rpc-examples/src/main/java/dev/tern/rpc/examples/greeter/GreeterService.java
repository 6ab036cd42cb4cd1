package dev.tern.rpc.examples.greeter;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.examples.helloworld.Visit;
import dev.tern.rpc.stub.MessageStream;
import dev.tern.rpc.stub.ReplySink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Greets people in every way a call can go, each with a plain method. */
final class GreeterService implements GreeterRpc.Service {
    private static final List<String> GREETINGS = List.of("Hello", "Bonjour", "Hallo", "Hola");

    private final Consumer<String> visitors;

    /**
     * A greeter.
     *
     * @param visitors hears of recorded visits, on the threads of the calls
     */
    GreeterService(Consumer<String> visitors) {
        this.visitors = visitors;
    }

    @Override
    public HelloReply sayHello(HelloRequest request, CallContext call) {
        if (request.getName().isBlank()) {
            throw StatusCode.INVALID_ARGUMENT.withMessage("whom to greet?").asException();
        }
        return greeting("Hello", request.getName());
    }

    @Override
    public void sayHelloStream(HelloRequest request, ReplySink<HelloReply> replies, CallContext call) {
        for (String greeting : GREETINGS) {
            replies.send(greeting(greeting, request.getName())); // waits while the client is slow
        }
    }

    @Override
    public HelloReply sayHelloToAll(MessageStream<HelloRequest> requests, CallContext call) {
        List<String> names = new ArrayList<>();
        for (HelloRequest request : requests) {
            names.add(request.getName());
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
        visitors.accept(visit.getName());
    }

    private static HelloReply greeting(String greeting, String name) {
        return HelloReply.newBuilder().setMessage(greeting + ", " + name + "!").build();
    }
}
