package dev.tern.rpc.examples.errors;

import dev.tern.rpc.Origin;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.protobuf.ErrorDetails;
import dev.tern.rpc.server.Server;
import java.io.IOException;

/** A handler refuses a request and says why three times: by a code, in words, and as a message programs can read. */
public final class ErrorsExample implements GreeterRpc.Service {
    private static final int MAX_LENGTH = 12;

    private ErrorsExample() {}

    @Override
    public HelloReply sayHello(HelloRequest request, CallContext call) {
        String name = request.getName();
        if (name.length() > MAX_LENGTH) {
            Status status = StatusCode.INVALID_ARGUMENT.withMessage(
                    "a name of " + name.length() + " letters is over the limit of " + MAX_LENGTH);
            NameProblem problem = NameProblem.newBuilder()
                    .setName(name)
                    .setLength(name.length())
                    .setMaxLength(MAX_LENGTH)
                    .build();
            throw ErrorDetails.add(status, problem).asException();
        }
        return HelloReply.newBuilder().setMessage("Hello, " + name).build();
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException {
        try (Server server = NettyServer.on(0)
                        .add(GreeterRpc.bind(new ErrorsExample()))
                        .start();
                ClientChannel channel = NettyChannel.to("localhost:" + server.port())) {
            GreeterRpc.BlockingStub greeter = GreeterRpc.blockingStub(channel);
            try {
                greeter.sayHello(
                        HelloRequest.newBuilder().setName("Wolfeschlegelstein").build());
                throw new AssertionError("does not hold: a name that is too long is refused");
            } catch (RpcException refused) {
                NameProblem problem = ErrorDetails.first(refused.status(), NameProblem.getDefaultInstance())
                        .orElseThrow();
                System.out.println("code: " + refused.code() + ", decided by " + refused.origin());
                System.out.println("message: " + refused.status().message());
                System.out.println(
                        "detail: at most " + problem.getMaxLength() + " letters, got " + problem.getLength());
                Check.that(refused.code() == StatusCode.INVALID_ARGUMENT, "the code arrives");
                Check.that(refused.origin() == Origin.PEER, "the caller can tell that the server decided");
                Check.that(problem.getLength() == 18 && problem.getMaxLength() == MAX_LENGTH, "the detail arrives");
            }
        }
    }
}
