package dev.tern.rpc.benchmarks.peers.dubbo;

import dev.tern.rpc.benchmarks.compare.harness.Completion;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * Calls by futures, by Dubbo's own protocol. A future that was done before anyone could listen tells the caller, who starts the next
 * call from there; that this happens many times in a row, and nests, is not to be feared.
 */
final class DubboClient implements PeerClient {
    private final DubboBootstrap dubbo;
    private final MessageEcho service;
    private final Message request;

    DubboClient(DubboBootstrap dubbo, MessageEcho service, Message request) {
        this.dubbo = dubbo;
        this.service = service;
        this.request = request;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for what comes after the completion is told
    public void call(Completion done) {
        service.echo(request).whenComplete((reply, failure) -> {
            if (failure == null) {
                done.succeeded(reply.getData().length);
            } else {
                done.failed(failure);
            }
        });
    }

    @Override
    public void close() {
        dubbo.stop();
    }
}
