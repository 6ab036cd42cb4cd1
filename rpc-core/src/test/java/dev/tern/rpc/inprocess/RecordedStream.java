package dev.tern.rpc.inprocess;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.StreamListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes down what one side of a stream hears, reads its messages, and notices events that overlap or come too late. */
final class RecordedStream implements StreamListener {
    /** In words, in order. */
    final List<String> events = new CopyOnWriteArrayList<>();

    /** Rules that were broken. */
    final List<String> violations = new CopyOnWriteArrayList<>();

    /** What this side does at a message, after it is written down; by default nothing. Set before the call. */
    volatile Consumer<String> whenMessage = text -> {};

    /** What this side does when it hears the end of the other side's messages. */
    volatile Runnable whenHalfClosed = () -> {};

    /** What this side does when it is ready again. */
    volatile Runnable whenReady = () -> {};

    /** What this side does when the stream has ended. */
    volatile Runnable whenClosed = () -> {};

    /** If set, messages are put here unread instead. */
    volatile @Nullable List<InboundMessage> unread;

    volatile @Nullable Status status;
    volatile @Nullable Metadata trailers;
    volatile @Nullable Origin origin;
    volatile boolean neverSent;

    private final AtomicBoolean inEvent = new AtomicBoolean();

    private void event(String what, Runnable action) {
        if (!inEvent.compareAndSet(false, true)) {
            violations.add(what + " overlaps another event");
        }
        if (status != null) {
            violations.add(what + " after onClosed");
        }
        try {
            action.run();
        } finally {
            inEvent.set(false);
        }
    }

    @Override
    public void onHeaders(Metadata headers) {
        event("headers", () -> events.add("headers " + headers));
    }

    @Override
    public void onMessage(InboundMessage message) {
        event("message", () -> {
            List<InboundMessage> keep = unread;
            if (keep != null) {
                keep.add(message);
                events.add("message");
            } else {
                String text = message.decode(TextMarshaller.OBJECTS);
                events.add("message " + text);
                whenMessage.accept(text);
            }
        });
    }

    @Override
    public void onHalfClose() {
        event("half-close", () -> {
            events.add("half-close");
            whenHalfClosed.run();
        });
    }

    @Override
    public void onReady() {
        event("ready", () -> {
            events.add("ready");
            whenReady.run();
        });
    }

    @Override
    public void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        event("closed", () -> {
            this.status = status;
            this.trailers = trailers;
            this.origin = origin;
            this.neverSent = neverSent;
            events.add("closed " + status.code());
            whenClosed.run();
        });
    }
}
