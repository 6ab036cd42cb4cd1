package dev.tern.rpc.netty.io;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The opening messages that wait on one connection, of all streams together, and who wants to hear when they are gone. A
 * client that makes one call after another has no other sign that its server is slow, for each call waits by itself.
 *
 * <p>Bytes are for any thread, everything else is for the event loop.
 */
public final class Backlog {
    private final int highBytes;
    private final int lowBytes;

    /** Bytes that wait for the event loop, the socket or the peer. Any thread. */
    private final AtomicLong bytes = new AtomicLong();

    /** Streams whose listener waits for them to go. Event loop. */
    private List<PacedStream> watchers = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param highBytes nobody is ready while as many wait as this, here or on a stream of several messages
     * @param lowBytes who was not ready is ready again when no more wait than this
     */
    public Backlog(int highBytes, int lowBytes) {
        this.highBytes = highBytes;
        this.lowBytes = lowBytes;
    }

    int highBytes() {
        return highBytes;
    }

    int lowBytes() {
        return lowBytes;
    }

    void add(int more) {
        bytes.addAndGet(more);
    }

    boolean isFull() {
        return bytes.get() >= highBytes;
    }

    /** Has a stream told when it may send: at once if it may. */
    public void watch(PacedStream stream) {
        if (stream.sendsOnce() && bytes.get() > lowBytes) {
            keep(stream);
        } else {
            stream.tellReady();
        }
    }

    private void keep(PacedStream stream) {
        if (!stream.watched) {
            stream.watched = true;
            watchers.add(stream);
        }
    }

    /** Tells those who wait, if the backlog is gone. */
    public void tellWatchers() {
        if (!watchers.isEmpty() && bytes.get() <= lowBytes) {
            for (PacedStream stream : takeWatchers()) {
                stream.watched = false;
                stream.tellReady();
                if (stream.waitsToBeReady()) {
                    // Those told before it have sent so much that there is no room again.
                    keep(stream);
                }
            }
        }
    }

    private List<PacedStream> takeWatchers() {
        List<PacedStream> all = watchers;
        watchers = new ArrayList<>();
        return all;
    }

    /** Ends those who wait with nothing sent: they can't be any more. */
    public void endUnsent(Status why, Origin origin) {
        for (PacedStream stream : takeWatchers()) {
            if (!stream.isOnWire()) {
                stream.terminate(why, Metadata.EMPTY, origin, true);
            }
        }
    }
}
