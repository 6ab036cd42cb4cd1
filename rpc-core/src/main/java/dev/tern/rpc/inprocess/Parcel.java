package dev.tern.rpc.inprocess;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.StreamListener;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A message between the sides: the very object if its sender's marshaller says that it is immutable, else its bytes. An
 * object is still encoded, when decoded, if the receiver's marshaller makes another type of it.
 */
final class Parcel extends Item implements InboundMessage {
    private static final AtomicReferenceFieldUpdater<Parcel, @Nullable Object> CONTENT =
            AtomicReferenceFieldUpdater.newUpdater(Parcel.class, Object.class, "content");

    private final StreamEnd sender;
    private final int size;

    /** How to make bytes of the object; null if the content is bytes. */
    private final @Nullable Marshaller<?> encoder;

    /** The object or the bytes; whoever swaps it for null has decoded or discarded the message. */
    @SuppressWarnings("UnusedVariable") // it is read by its updater
    private volatile @Nullable Object content;

    private Parcel(StreamEnd sender, int size, @Nullable Marshaller<?> encoder, Object content) {
        this.sender = sender;
        this.size = size;
        this.encoder = encoder;
        this.content = content;
    }

    /** Packs a message; its sender's window is charged from here until it is decoded or discarded. */
    static <T> Parcel pack(T message, Marshaller<T> marshaller, StreamEnd sender) {
        Objects.requireNonNull(message, "message");
        Parcel parcel;
        if (marshaller.hasImmutableMessages()) {
            parcel = new Parcel(sender, 0, marshaller, message);
        } else {
            ByteBuffer bytes =
                    HeapSink.encode(message, marshaller, sender.limits().maxMessageBytes());
            parcel = new Parcel(sender, bytes.remaining(), null, bytes);
        }
        sender.charge(parcel.size);
        return parcel;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public <T> T decode(Marshaller<T> marshaller) {
        Object taken = CONTENT.getAndSet(this, null);
        if (taken == null) {
            throw new IllegalStateException("the message was decoded or discarded before");
        }
        try {
            Marshaller<?> encoder = this.encoder;
            if (encoder == null) {
                return marshaller.read((ByteBuffer) taken);
            }
            if (marshaller.hasImmutableMessages() && marshaller.messageType().isInstance(taken)) {
                return marshaller.messageType().cast(taken);
            }
            return marshaller.read(bytesOf(taken, encoder));
        } finally {
            sender.refund(size);
        }
    }

    private <M> ByteBuffer bytesOf(Object message, Marshaller<M> encoder) {
        return HeapSink.encode(
                encoder.messageType().cast(message), encoder, sender.limits().maxMessageBytes());
    }

    @Override
    public void discard() {
        if (CONTENT.getAndSet(this, null) != null) {
            sender.refund(size);
        }
    }

    @Override
    boolean needsDemand() {
        return true;
    }

    @Override
    void tell(StreamEnd receiver, StreamListener listener) {
        receiver.countReceived(size);
        try {
            listener.onMessage(this);
        } catch (Throwable thrown) {
            // Nobody is left who would.
            discard();
            throw thrown;
        }
    }

    @Override
    void drop() {
        discard();
    }
}
