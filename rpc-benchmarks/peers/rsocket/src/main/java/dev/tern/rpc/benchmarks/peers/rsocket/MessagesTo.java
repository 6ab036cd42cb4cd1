package dev.tern.rpc.benchmarks.peers.rsocket;

import dev.tern.rpc.benchmarks.compare.harness.StreamEvents;
import io.rsocket.Payload;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Takes the messages of a stream. Asks for as many as fit the window and, each time half of them came, for that many more: without
 * end, a server would queue whatever its socket does not take.
 */
final class MessagesTo implements CoreSubscriber<Payload> {
    /** What Reactor's operators fetch ahead unless told otherwise. Larger windows, or none, took no less CPU. */
    private static final int WINDOW = 256;

    private final StreamEvents events;
    private final Coding coding;
    private final Scheduler timer;
    private final Duration deadline;

    /** These four are set at the subscription, and owned by the event loop from then on; the timer runs there too. */
    private @Nullable Subscription subscription;

    private @Nullable Disposable timeout;
    private int unasked;
    private boolean over;

    MessagesTo(StreamEvents events, Coding coding, Scheduler timer, Duration deadline) {
        this.events = events;
        this.coding = coding;
        this.timer = timer;
        this.deadline = deadline;
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
        timeout = timer.schedule(
                () -> breakOff(new TimeoutException("stream took longer than " + deadline)),
                deadline.toNanos(),
                TimeUnit.NANOSECONDS);
        begun.request(WINDOW);
    }

    @Override
    public void onNext(Payload message) {
        try {
            events.message(coding.bytes(message));
        } catch (IOException malformed) {
            breakOff(malformed);
            return;
        }
        if (++unasked == WINDOW / 2 && subscription != null) {
            unasked = 0;
            subscription.request(WINDOW / 2);
        }
    }

    private void breakOff(Exception failure) {
        if (subscription != null) {
            subscription.cancel();
        }
        onError(failure);
    }

    @Override
    public void onError(Throwable failure) {
        if (end()) {
            events.failed(failure);
        }
    }

    @Override
    public void onComplete() {
        if (end()) {
            events.ended();
        }
    }

    /** Whether it went on until now. */
    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        if (timeout != null) {
            timeout.dispose();
        }
        return true;
    }
}
