package dev.tern.rpc.stub;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Messages of a call as a publisher for one subscriber, whose demand becomes the call's. Follows the Reactive Streams
 * rules (the numbers in comments are theirs); signals are serialised by a work counter, with no lock.
 */
abstract class MessagePublisher<T> implements Flow.Publisher<T>, Flow.Subscription {
    private static final Flow.Subscription NONE = new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    /** Messages that came before they were asked for: at most the one every call begins with a demand of. */
    private final Queue<T> messages = new ConcurrentLinkedQueue<>();

    /** Signals due; who lifts it from zero delivers them. */
    private final AtomicInteger work = new AtomicInteger();

    /** Guards subscribed and changes of demand. */
    private final Object lock = new Object();

    private boolean subscribed;

    /** Messages asked for in all. Written under lock. */
    private volatile long demand;

    /** Null until the subscriber has its subscription, so that no signal comes before that, and once it is done. */
    private volatile Flow.@Nullable Subscriber<? super T> subscriber;

    private volatile boolean cancelled;
    private volatile @Nullable IllegalArgumentException badRequest;
    private volatile boolean ended;

    /** Written before ended. */
    private @Nullable Throwable failure;

    /** Whether the source is there to be asked. Written by the subscribing thread, before it delivers. */
    private volatile boolean started;

    /** Touched by who delivers only, as is asked. */
    private long delivered;

    /** A call begins with a demand of one. */
    private long asked = 1;

    private boolean done;

    /** Somebody has subscribed: messages may begin to come. */
    abstract void begin();

    /** Asks the source for more messages. */
    abstract void ask(int messages);

    /** The subscriber wants no more. */
    abstract void giveUp();

    @Override
    public final void subscribe(Flow.Subscriber<? super T> newcomer) {
        Objects.requireNonNull(newcomer, "subscriber"); // 1.9
        boolean first;
        synchronized (lock) {
            first = !subscribed;
            subscribed = true;
        }
        if (!first) {
            newcomer.onSubscribe(NONE);
            newcomer.onError(new IllegalStateException("a call's messages can be subscribed to once"));
            return;
        }
        newcomer.onSubscribe(this);
        if (!cancelled) {
            begin();
            started = true;
            if (cancelled) {
                giveUp();
            }
        }
        subscriber = newcomer;
        signal();
    }

    @Override
    public final void request(long n) {
        if (n <= 0) {
            badRequest = new IllegalArgumentException("requested " + n + " messages; rule 3.9 asks for more than 0");
        } else {
            synchronized (lock) {
                demand = demand > Long.MAX_VALUE - n ? Long.MAX_VALUE : demand + n;
            }
        }
        signal();
    }

    @Override
    public final void cancel() {
        if (!cancelled) {
            cancelled = true;
            giveUpIfBegun();
            signal();
        }
    }

    /** A message has come. One thread at a time. */
    final void add(T message) {
        if (!work.compareAndSet(0, 1)) {
            messages.add(message);
            signal();
            return;
        }
        // Nobody delivers: this thread does, past the queue if nothing is in the way.
        Flow.Subscriber<? super T> to = subscriber;
        if (to != null && isWanted() && messages.isEmpty()) {
            delivered++;
            to.onNext(message);
            if (work.compareAndSet(1, 0)) {
                return;
            }
        } else {
            messages.add(message);
        }
        deliver();
    }

    /** Whether the subscriber, which there is, waits for a message and for nothing else. For who delivers. */
    private boolean isWanted() {
        return delivered < demand && !done && !cancelled && badRequest == null;
    }

    /** No more will come. */
    final void end(@Nullable Throwable why) {
        failure = why;
        ended = true;
        signal();
    }

    private void signal() {
        if (work.getAndIncrement() == 0) {
            deliver();
        }
    }

    private void deliver() {
        int missed = work.get();
        do {
            deliverOnce();
            missed = work.addAndGet(-missed);
        } while (missed != 0);
    }

    private void deliverOnce() {
        Flow.Subscriber<? super T> to = subscriber;
        if (to == null || done) {
            if (cancelled || done) {
                messages.clear();
            }
            return;
        }
        IllegalArgumentException bad = badRequest;
        if (bad != null && !cancelled) {
            cancelled = true;
            giveUpIfBegun();
            finish();
            to.onError(bad);
            return;
        }
        long wanted = demand;
        while (!cancelled && delivered < wanted) {
            T message = messages.poll();
            if (message == null) {
                break;
            }
            delivered++;
            to.onNext(message);
            wanted = demand;
        }
        if (cancelled) {
            finish();
        } else if (ended && messages.isEmpty()) {
            finish();
            tellEnd(to);
        } else if (started && wanted > asked) {
            int more = (int) Math.min(wanted - asked, Integer.MAX_VALUE);
            asked += more;
            ask(more);
        }
    }

    private void tellEnd(Flow.Subscriber<? super T> to) {
        Throwable why = failure;
        if (why == null) {
            to.onComplete();
        } else {
            to.onError(why);
        }
    }

    /** The subscribing thread gives up itself what is cancelled while it begins. */
    private void giveUpIfBegun() {
        if (started) {
            giveUp();
        }
    }

    private void finish() {
        done = true;
        subscriber = null; // 3.13
        messages.clear();
    }
}
