package dev.tern.rpc.benchmarks.compare.tern;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.benchmarks.compare.harness.Completion;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.proto.EchoRpc;
import dev.tern.rpc.benchmarks.proto.Payload;
import dev.tern.rpc.client.ClientChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** Calls that a thread waits for. */
final class BlockingClient implements PeerClient {
    private final EchoRpc.BlockingStub stub;
    private final ClientChannel channel;
    private final Payload request;
    private final ThreadFactory callers;

    BlockingClient(ClientChannel channel, Metadata metadata, Payload request, ThreadFactory callers) {
        this.channel = channel;
        this.stub = EchoRpc.blockingStub(channel)
                .withDeadlineAfter(Duration.ofSeconds(Peer.DEADLINE_SECONDS))
                .withMetadata(metadata);
        this.request = request;
        this.callers = callers;
    }

    @Override
    public Optional<ThreadFactory> callers() {
        return Optional.of(callers);
    }

    @Override
    public void call(Completion done) {
        done.succeeded(stub.echo(request).getData().size());
    }

    @Override
    public void close() {
        channel.close();
    }
}
