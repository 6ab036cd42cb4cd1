package dev.tern.rpc.inprocess;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.transport.StreamListener;
import org.jspecify.annotations.Nullable;

/** Something one side of a call sent, on its way to the other's listener; also its own link in the {@link Inbox}. */
abstract sealed class Item permits Item.Headers, Item.HalfClose, Ending, Parcel {
    /** What was sent after this; written once, by the sender. */
    volatile @Nullable Item next;

    /** Tells the listener; for the thread that has the turn. */
    abstract void tell(StreamEnd receiver, StreamListener listener);

    /** Whether it waits for demand. */
    boolean needsDemand() {
        return false;
    }

    /** Frees what it holds, as nobody will hear of it. */
    void drop() {}

    /** The reply's metadata. */
    static final class Headers extends Item {
        private final Metadata metadata;

        Headers(Metadata metadata) {
            this.metadata = metadata;
        }

        @Override
        void tell(StreamEnd receiver, StreamListener listener) {
            listener.onHeaders(metadata);
        }
    }

    /** The end of the client's messages. */
    static final class HalfClose extends Item {
        @Override
        void tell(StreamEnd receiver, StreamListener listener) {
            if (receiver.remoteEnded()) {
                listener.onHalfClose();
            }
        }
    }
}
