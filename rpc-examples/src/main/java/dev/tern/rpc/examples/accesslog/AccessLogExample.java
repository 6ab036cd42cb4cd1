package dev.tern.rpc.examples.accesslog;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.CallReport;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.interceptor.AccessLog;
import dev.tern.rpc.interceptor.OnClose;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A server with an access log, and a client that counts its calls by how they ended. */
public final class AccessLogExample implements GreeterRpc.Service {
    private AccessLogExample() {}

    @Override
    public HelloReply sayHello(HelloRequest request, CallContext call) {
        if (request.getName().isEmpty()) {
            throw StatusCode.INVALID_ARGUMENT.withMessage("nobody has no name").asException();
        }
        return HelloReply.newBuilder().setMessage("Hello, " + request.getName()).build();
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BlockingQueue<CallReport> served = new LinkedBlockingQueue<>();
        ConcurrentHashMap<StatusCode, LongAdder> calls = new ConcurrentHashMap<>();
        try (Server server = NettyServer.on(0)
                        .add(GreeterRpc.bind(new AccessLogExample()))
                        .onCallEnd(AccessLog.create())
                        .onCallEnd(served::add)
                        .start();
                ClientChannel channel = NettyChannel.builder("localhost:" + server.port())
                        .intercept(OnClose.tell(report -> calls.computeIfAbsent(
                                        report.outcome().status().code(), code -> new LongAdder())
                                .increment()))
                        .build()) {
            GreeterRpc.BlockingStub greeter = GreeterRpc.blockingStub(channel);
            greeter.sayHello(HelloRequest.newBuilder().setName("Ada").build());
            try {
                greeter.sayHello(HelloRequest.getDefaultInstance());
            } catch (RpcException refused) {
                System.out.println("client: " + refused.getMessage());
            }
            for (int i = 0; i < 2; i++) {
                CallReport report = served.poll(10, TimeUnit.SECONDS);
                Check.that(report != null, "each call is told of");
                System.out.println(AccessLog.line(report));
            }
            Check.that(served.isEmpty(), "no call is told of twice");
        }
        System.out.println("client: " + calls.get(StatusCode.OK) + " OK, " + calls.get(StatusCode.INVALID_ARGUMENT)
                + " INVALID_ARGUMENT");
    }
}
