package dev.tern.rpc.inprocess;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.StreamListener;

/** How a call ended for one side. */
final class Ending extends Item {
    /** What the server hears after it sent its end. Shared, so never put in an inbox. */
    static final Ending HANDED_OVER = new Ending(Status.OK, Metadata.EMPTY, Origin.THIS_SIDE, false);

    private final Status status;
    private final Metadata trailers;
    private final Origin origin;
    private final boolean neverSent;

    private Ending(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        this.status = status;
        this.trailers = trailers;
        this.origin = origin;
        this.neverSent = neverSent;
    }

    /** Decided by the side that hears it. */
    static Ending here(Status status, boolean neverSent) {
        return new Ending(status, Metadata.EMPTY, Origin.THIS_SIDE, neverSent);
    }

    /** Decided by the other side; a status leaves its cause behind, as on any wire. */
    static Ending fromPeer(Status status, Metadata trailers) {
        Status travelled = status.cause().isPresent() ? status.withCause(null) : status;
        return new Ending(travelled, trailers, Origin.PEER, false);
    }

    /** A client's cancel as the server hears it: CANCELLED whatever the client's reason, which is in the message. */
    static Ending cancelledByClient(Status reason) {
        Status cancelled = reason.code() == StatusCode.CANCELLED
                ? reason
                : StatusCode.CANCELLED.withMessage("the client gave up: " + reason);
        return fromPeer(cancelled, Metadata.EMPTY);
    }

    /** The server's status, in its place after the messages. */
    @Override
    void tell(StreamEnd receiver, StreamListener listener) {
        if (receiver.claimEnd()) {
            receiver.endWith(this);
        }
    }

    void tellClosed(StreamListener listener) {
        listener.onClosed(status, trailers, origin, neverSent);
    }
}
