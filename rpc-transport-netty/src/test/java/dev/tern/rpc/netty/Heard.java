package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.StreamListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a stream's listener heard, in order. Messages are decoded as they come, unless {@link #holding}. */
public final class Heard implements StreamListener {
    private static final int PATIENCE_SECONDS = 20;

    /** One event. */
    public record Event(String name, Object value) {}

    /** The last event. */
    public record Closed(Status status, Metadata trailers, Origin origin, boolean neverSent) {}

    /** Not read yet. */
    public final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private final boolean holds;
    private final Consumer<byte[]> onMessage;

    private Heard(boolean holds, Consumer<byte[]> onMessage) {
        this.holds = holds;
        this.onMessage = onMessage;
    }

    /** Decodes each message when it comes. */
    public static Heard of() {
        return new Heard(false, message -> {});
    }

    /** Decodes each message when it comes, and then does this, on the transport's thread. */
    public static Heard of(Consumer<byte[]> onMessage) {
        return new Heard(false, onMessage);
    }

    /** Leaves messages to the test, as {@code InboundMessage}. */
    public static Heard holding() {
        return new Heard(true, message -> {});
    }

    @Override
    public void onHeaders(Metadata headers) {
        events.add(new Event("headers", headers));
    }

    @Override
    public void onMessage(InboundMessage message) {
        if (holds) {
            events.add(new Event("message", message));
        } else {
            byte[] bytes = message.decode(BytesMarshaller.BYTES);
            events.add(new Event("message", bytes));
            onMessage.accept(bytes);
        }
    }

    @Override
    public void onHalfClose() {
        events.add(new Event("halfClose", ""));
    }

    @Override
    public void onReady() {
        events.add(new Event("ready", ""));
    }

    @Override
    public void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        events.add(new Event("closed", new Closed(status, trailers, origin, neverSent)));
    }

    /** The next event, which must be of this name. */
    public Object next(String name) {
        Event event = next(() -> "nothing heard where " + name + " was expected");
        assertEquals(name, event.name(), () -> "heard " + event);
        return event.value();
    }

    /** The next event, whatever it is. */
    public Event any() {
        return next(() -> "nothing heard");
    }

    private Event next(Supplier<String> otherwise) {
        try {
            Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(event, otherwise);
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next event, a message. */
    public byte[] message() {
        return (byte[]) next("message");
    }

    /** The next event, a message that is not decoded. */
    public InboundMessage held() {
        return (InboundMessage) next("message");
    }

    /** The next event, the last. */
    public Closed closed() {
        Closed closed = (Closed) next("closed");
        assertNull(events.peek(), "heard something after the last event");
        return closed;
    }
}
