package dev.tern.rpc.benchmarks.peers.rsocket;

import dev.tern.rpc.benchmarks.compare.harness.Completion;
import io.rsocket.Payload;
import java.io.IOException;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** The end of a call. Confined to its signals, which come one after another. */
final class ReplyTo implements CoreSubscriber<Payload> {
    /** When there was none, or none that could be decoded. */
    private static final int NONE = -1;

    private final Completion done;
    private final Coding coding;
    private int bytes = NONE;

    ReplyTo(Completion done, Coding coding) {
        this.done = done;
        this.coding = coding;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Payload reply) {
        try {
            bytes = coding.bytes(reply);
        } catch (IOException malformed) {
            bytes = NONE;
        }
    }

    @Override
    public void onError(Throwable failure) {
        done.failed(failure);
    }

    @Override
    public void onComplete() {
        done.succeeded(bytes);
    }
}
