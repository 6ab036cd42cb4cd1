package dev.tern.rpc.examples.metadata;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.interceptor.ResponseMetadata;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;
import java.io.IOException;

/** A client says which language it likes; the server answers in it, and says beside its reply who answered and how. */
public final class MetadataExample implements GreeterRpc.Service {
    /** Keys are constants with a type; what is not text goes as text or, with a name that ends in -bin, as bytes. */
    private static final Metadata.Key<String> LANGUAGE = Metadata.Key.text("accept-language");

    private static final Metadata.Key<String> SERVED_BY = Metadata.Key.text("served-by");
    private static final Metadata.Key<Integer> LETTERS =
            Metadata.Key.text("letters", Object::toString, Integer::valueOf);

    private MetadataExample() {}

    @Override
    public HelloReply sayHello(HelloRequest request, CallContext call) {
        String greeting = call.metadata().first(LANGUAGE).orElse("en").equals("fr") ? "Bonjour, " : "Hello, ";
        call.addHeader(SERVED_BY, "greeter-1"); // before the reply's message
        call.addTrailer(LETTERS, greeting.length() + request.getName().length()); // after it, beside the status
        return HelloReply.newBuilder().setMessage(greeting + request.getName()).build();
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException {
        try (Server server = NettyServer.on(0)
                        .add(GreeterRpc.bind(new MetadataExample()))
                        .start();
                ClientChannel channel = NettyChannel.to("localhost:" + server.port())) {
            ResponseMetadata received = new ResponseMetadata();
            GreeterRpc.BlockingStub greeter = GreeterRpc.blockingStub(channel)
                    .withMetadata(LANGUAGE, "fr")
                    .withInterceptors(received);
            HelloReply reply =
                    greeter.sayHello(HelloRequest.newBuilder().setName("Ada").build());
            System.out.println("message: " + reply.getMessage());
            System.out.println("headers: " + received.headers());
            System.out.println("trailers: " + received.trailers());
            Check.that(reply.getMessage().equals("Bonjour, Ada"), "the server reads the request's metadata");
            Check.that(received.headers().first(SERVED_BY).orElseThrow().equals("greeter-1"), "headers arrive");
            Check.that(received.trailers().first(LETTERS).orElseThrow() == 12, "trailers arrive, with their type");
        }
    }
}
