package dev.tern.rpc.benchmarks.compare.grpcjava;

import dev.tern.rpc.benchmarks.compare.harness.Completion;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.StreamEvents;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Channels, a connection each, as so many clients would have; mostly one. Their clients call; itself it calls on the first.
 *
 * @param clients of each channel
 * @param channels what they call on
 */
record Connections(List<PeerClient> clients, List<ManagedChannel> channels) implements PeerClient {
    @Override
    public PeerClient connection(int number) {
        return clients.get(number);
    }

    @Override
    public Optional<ThreadFactory> callers() {
        return clients.get(0).callers();
    }

    @Override
    public void call(Completion done) throws Exception {
        clients.get(0).call(done);
    }

    @Override
    public void stream(int messages, StreamEvents events) throws Exception {
        clients.get(0).stream(messages, events);
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
