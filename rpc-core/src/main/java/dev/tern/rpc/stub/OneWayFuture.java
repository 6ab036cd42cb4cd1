package dev.tern.rpc.stub;

import dev.tern.rpc.call.ClientCall;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Sends a one-way request once the call is ready, and is the future of its being handed over: one object for both. */
final class OneWayFuture<Q> extends CallFuture<Void> {
    private static final VarHandle SENT;

    static {
        try {
            SENT = MethodHandles.lookup().findVarHandle(OneWayFuture.class, "sent", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Q request;

    /** Whether someone sends it, or has. Any thread, by compare-and-set. */
    @SuppressWarnings("UnusedVariable") // through SENT
    private volatile boolean sent;

    OneWayFuture(ClientCall<Q, Void> call, Q request) {
        super(call);
        this.request = request;
    }

    /** Sends if the call is ready; else {@code onReady} will. */
    void sendIfReady() {
        if (call.isReady()) {
            send();
        }
    }

    /** Sends, unless that was done: what there is no room for, the call then decides. */
    @SuppressWarnings("unchecked") // as given to the constructor
    void send() {
        if (SENT.compareAndSet(this, false, true)) {
            ((ClientCall<Q, Void>) call).send(request, true);
        }
    }

    @Override
    public void onMessage(Void never) {
        throw new IllegalStateException("a reply to a one-way call");
    }

    @Override
    public void onReady() {
        sendIfReady();
    }

    @Override
    @Nullable
    Void reply() {
        return null;
    }
}
