package dev.tern.rpc.stub;

import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.UPLOAD;

import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Flows;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.inprocess.InProcessTransport;
import dev.tern.rpc.resolve.FixedResolver;
import dev.tern.rpc.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** Gets at the publishers and subscribers that stubs and handlers are given, each of a new call between two sides. */
final class FlowRig implements AutoCloseable {
    private final InProcessTransport transport = InProcessTransport.create();
    private final Server server;
    private final ClientChannel channel;

    /** What the next call of either method is served by. */
    private volatile Flow.Publisher<Text> replies = Flows.count(0);

    private volatile CompletableFuture<Flow.Publisher<Text>> requests = new CompletableFuture<>();

    /**
     * A rig with an executor for both sides: the transport's threads, where whatever an event causes happens within it, or
     * one with threads of its own.
     */
    FlowRig(Executor executor) {
        TextService service = TextService.with(DOWNLOAD, Handlers.asyncServerStreaming((request, call) -> replies))
                .and(UPLOAD, Handlers.asyncClientStreaming((given, call) -> {
                    requests.complete(given);
                    return new CompletableFuture<>();
                }));
        try {
            server = Server.builder(transport, InProcessAddress.of("flow"))
                    .executor(executor)
                    .add(service.bind())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = ClientChannel.builder(transport, FixedResolver.of(server.address()))
                .executor(executor)
                .build();
    }

    /** What a client is given whose server publishes. */
    Flow.Publisher<Text> replies(Flow.Publisher<Text> published) {
        replies = published;
        return AsyncCalls.serverStreaming(channel, CallOptions.DEFAULT, DOWNLOAD, new Text(""));
    }

    /** What a handler is given whose client publishes. */
    Flow.Publisher<Text> requests(Flow.Publisher<Text> published) {
        requests = new CompletableFuture<>();
        upload(published);
        return Await.value(requests);
    }

    /** What a handler is given whose client has gone. */
    Flow.Publisher<Text> failedRequests() {
        requests = new CompletableFuture<>();
        CompletableFuture<Text> call = upload(Flows.endless(Flows.count(0)));
        Flow.Publisher<Text> given = Await.value(requests);
        call.cancel(true);
        return given;
    }

    /** What subscribes to the requests that a client publishes. */
    Flow.Subscriber<? super Text> requestSubscriber() {
        CompletableFuture<Flow.Subscriber<? super Text>> subscriber = new CompletableFuture<>();
        upload(subscriber::complete);
        return Await.value(subscriber);
    }

    /** What subscribes to the replies that a handler publishes. */
    Flow.Subscriber<? super Text> replySubscriber() {
        CompletableFuture<Flow.Subscriber<? super Text>> subscriber = new CompletableFuture<>();
        Flows.toList(replies(subscriber::complete));
        return Await.value(subscriber);
    }

    private CompletableFuture<Text> upload(Flow.Publisher<Text> published) {
        return AsyncCalls.clientStreaming(channel, CallOptions.DEFAULT, UPLOAD, published);
    }

    @Override
    public void close() {
        channel.close();
        server.close();
        transport.close();
    }
}
