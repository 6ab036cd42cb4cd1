package dev.tern.rpc.inprocess;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.StreamListener;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** One call on a connection: its two sides, whether the server knows of it, and how much of it is over. */
final class Exchange {
    private static final AtomicIntegerFieldUpdater<Exchange> ANNOUNCEMENT =
            AtomicIntegerFieldUpdater.newUpdater(Exchange.class, "announcement");
    private static final AtomicIntegerFieldUpdater<Exchange> SIDES_OPEN =
            AtomicIntegerFieldUpdater.newUpdater(Exchange.class, "sidesOpen");
    private static final AtomicIntegerFieldUpdater<Exchange> SIDES_LISTENING =
            AtomicIntegerFieldUpdater.newUpdater(Exchange.class, "sidesListening");

    private static final int NOT_YET = 0;
    private static final int ANNOUNCED = 1;
    private static final int WITHDRAWN = 2;

    private final Link link;
    private final RequestHead head;
    private final ClientEnd client;
    private final ServerEnd server;

    /** From NOT_YET to one of the two others, once: whether the server hears of the call is decided here. */
    private volatile int announcement;

    /** Sides that have not ended. */
    @SuppressWarnings("UnusedVariable") // it is read by its updater
    private volatile int sidesOpen = 2;

    /** Sides whose listener has not heard onClosed through; one never told of the call counts as having heard. */
    @SuppressWarnings("UnusedVariable") // it is read by its updater
    private volatile int sidesListening = 2;

    Exchange(Link link, RequestHead head, StreamListener listener) {
        this.link = link;
        this.head = head;
        this.client = new ClientEnd(this, listener);
        this.server = new ServerEnd(this);
    }

    Link link() {
        return link;
    }

    RequestHead head() {
        return head;
    }

    ClientEnd client() {
        return client;
    }

    ServerEnd server() {
        return server;
    }

    /** Whether the server may be told of the call, and will be by its side's next turn; false if it was withdrawn. */
    boolean claimAnnouncement() {
        return announcement == ANNOUNCED
                || ANNOUNCEMENT.compareAndSet(this, NOT_YET, ANNOUNCED)
                || announcement == ANNOUNCED;
    }

    /**
     * Sees to it that the server never hears of the call, unless it is to hear already. The server's side must have
     * ended before.
     *
     * @return whether it never hears of it
     */
    boolean withdraw() {
        if (ANNOUNCEMENT.compareAndSet(this, NOT_YET, WITHDRAWN)) {
            sideHeardEnd();
        }
        return announcement == WITHDRAWN;
    }

    /** Ends what is open of the call because the connection was closed. */
    void cut(Status reason, boolean byClient) {
        boolean clientEnds = client.claimEnd();
        boolean serverEnds = server.claimEnd();
        boolean neverSent = withdraw();
        if (serverEnds && !neverSent) {
            server.endWith(byClient ? Ending.fromPeer(reason, Metadata.EMPTY) : Ending.here(reason, false));
        }
        if (clientEnds) {
            client.endWith(
                    byClient || neverSent ? Ending.here(reason, neverSent) : Ending.fromPeer(reason, Metadata.EMPTY));
        }
    }

    /** A side has ended; its listener may not know yet. */
    void sideEnded() {
        if (SIDES_OPEN.decrementAndGet(this) == 0) {
            link.callEnded();
        }
    }

    /** A side's listener has heard onClosed. */
    void sideHeardEnd() {
        if (SIDES_LISTENING.decrementAndGet(this) == 0) {
            link.remove(this);
        }
    }

    /** The call in words, for messages. */
    @Override
    public String toString() {
        return head.method() + " at " + link.peer();
    }
}
