package dev.tern.rpc.examples.testing;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.examples.helloworld.Visit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A greeter that knows who has been here before; {@code VisitorBookTest} tests it. */
public final class VisitorBook implements GreeterRpc.Service {
    private final Set<String> visitors = ConcurrentHashMap.newKeySet();

    /** With no visitors yet. */
    public VisitorBook() {}

    @Override
    public HelloReply sayHello(HelloRequest request, CallContext call) {
        if (request.getName().isBlank()) {
            throw StatusCode.INVALID_ARGUMENT.withMessage("a name is needed").asException();
        }
        String greeting = visitors.contains(request.getName()) ? "Welcome back, " : "Hello, ";
        return HelloReply.newBuilder().setMessage(greeting + request.getName()).build();
    }

    @Override
    public void record(Visit visit, CallContext call) {
        visitors.add(visit.getName());
    }
}
