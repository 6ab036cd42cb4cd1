package dev.tern.rpc.examples.authentication;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.CallCredentials;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.CertificateFiles;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.netty.ClientTls;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.netty.ServerTls;
import dev.tern.rpc.server.Server;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A server that knows its callers by their tokens, and a client that has a new one from time to time. */
public final class AuthenticationExample implements GreeterRpc.Service {
    private AuthenticationExample() {}

    @Override
    public HelloReply sayHello(HelloRequest request, CallContext call) {
        String caller = call.metadata().first(CallerGuard.CALLER).orElseThrow();
        return HelloReply.newBuilder().setMessage("Hello, " + caller).build();
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws Exception {
        CertificateFiles files =
                CertificateFiles.make(Files.createTempDirectory("tern-authentication-example"), "server");
        CallerGuard guard = new CallerGuard(Map.of("sesame-1", "Ada", "sesame-2", "Grace"));
        try (Server server = NettyServer.on(0)
                        .tls(ServerTls.of(files.chain(), files.key()))
                        .intercept(guard)
                        .add(GreeterRpc.bind(new AuthenticationExample()))
                        .start();
                ClientChannel channel = NettyChannel.builder("localhost:" + server.port())
                        .tls(ClientTls.trusting(files.chain()))
                        .build()) {
            AtomicReference<String> token = new AtomicReference<>("sesame-1"); // kept fresh by whoever issues them
            GreeterRpc.BlockingStub stranger = GreeterRpc.blockingStub(channel);
            GreeterRpc.BlockingStub greeter = stranger.withCredentials(CallCredentials.bearer(token::get));
            Check.that(greeting(greeter).equals("Hello, Ada"), "the handler knows whose token it is");
            token.set("sesame-2");
            Check.that(greeting(greeter).equals("Hello, Grace"), "each call asks for its token");
            try {
                greeting(stranger);
                throw new AssertionError("a stranger is greeted");
            } catch (RpcException refused) {
                System.out.println("without a token: " + refused.status());
                Check.that(refused.code() == StatusCode.UNAUTHENTICATED, "a call without a token is refused");
            }
        }
    }

    private static String greeting(GreeterRpc.BlockingStub greeter) {
        String message = greeter.sayHello(HelloRequest.getDefaultInstance()).getMessage();
        System.out.println(message);
        return message;
    }
}
