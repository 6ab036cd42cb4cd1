package dev.tern.rpc.examples.serverstreaming;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.MessageStream;
import dev.tern.rpc.stub.ReplySink;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * The reader sets the pace. The server has a million replies to send, of a kilobyte each; its {@code send} waits whenever
 * the reader has enough to read, so that neither side ever holds more than a few of them.
 */
public final class PulledRepliesExample implements GreeterRpc.Service {
    private static final int REPLIES = 1_000_000;
    private static final String FILLING = ".".repeat(1_000);

    private final CompletableFuture<Integer> sentWhenStopped = new CompletableFuture<>();

    private PulledRepliesExample() {}

    @Override
    public void sayHelloStream(HelloRequest request, ReplySink<HelloReply> replies, CallContext call) {
        int sent = 0;
        try {
            while (sent < REPLIES) {
                replies.send(HelloReply.newBuilder()
                        .setMessage("Hello number " + (sent + 1) + " " + FILLING)
                        .build());
                sent++;
            }
        } catch (RpcException nobodyReadsAnyMore) {
            System.out.println("server: " + nobodyReadsAnyMore.status());
            throw nobodyReadsAnyMore;
        } finally {
            sentWhenStopped.complete(sent);
        }
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws IOException {
        PulledRepliesExample service = new PulledRepliesExample();
        try (Server server = NettyServer.on(0).add(GreeterRpc.bind(service)).start();
                ClientChannel channel = NettyChannel.to("localhost:" + server.port())) {
            GreeterRpc.BlockingStub greeter = GreeterRpc.blockingStub(channel);
            HelloRequest request = HelloRequest.newBuilder().setName("Ada").build();
            int read = 0;
            try (MessageStream<HelloReply> replies = greeter.sayHelloStream(request)) {
                while (read < 3 && replies.hasNext()) {
                    System.out.println("client: " + replies.next().getMessage().replace(FILLING, "..."));
                    read++;
                }
            } // closed before its end: that cancels the call
            int sent = service.sentWhenStopped.join();
            System.out.println("The client read " + read + "; the server had sent " + sent + " of " + REPLIES + ".");
            Check.that(sent >= read && sent < REPLIES / 10, "the server runs ahead of the reader only so far");
        }
    }
}
