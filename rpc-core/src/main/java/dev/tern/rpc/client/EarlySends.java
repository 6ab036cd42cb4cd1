package dev.tern.rpc.client;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.Stream;
import java.util.ArrayList;
import java.util.List;

/** What a call was told before it had a connection, to be said again when it has one. Guarded by the call's lock. */
final class EarlySends {
    /** Enough for a few messages of a caller that does not look at isReady; one that does never has more than one. */
    private static final int MAX_MESSAGES = 64;

    private final List<Object> messages = new ArrayList<>(1);
    private int requested;
    private boolean lastIsEnd;
    private boolean halfClosed;

    /** One thing to hold back. */
    @FunctionalInterface
    interface Step {
        /** Returns OK, or why there is no room. */
        Status holdIn(EarlySends held);
    }

    Status hold(Object message, boolean last) {
        if (messages.size() == MAX_MESSAGES) {
            return StatusCode.RESOURCE_EXHAUSTED.withMessage("more than " + MAX_MESSAGES
                    + " messages were sent before the call had a connection; wait for isReady before sending");
        }
        messages.add(message);
        lastIsEnd |= last;
        return Status.OK;
    }

    Status holdHalfClose() {
        halfClosed = true;
        return Status.OK;
    }

    Status holdRequest(int more) {
        requested = requested > Integer.MAX_VALUE - more ? Integer.MAX_VALUE : requested + more;
        return Status.OK;
    }

    /** Says it all to the stream, in order. Called with no lock held, when nobody else can see this any more. */
    @SuppressWarnings("unchecked") // holds only what the call's own send was given
    <Q> void replay(ChannelCall<Q, ?> call, Stream stream) {
        if (requested > 0) {
            stream.request(requested);
        }
        for (int i = 0; i < messages.size(); i++) {
            boolean last = lastIsEnd && i == messages.size() - 1;
            call.sendOn(stream, (Q) messages.get(i), last);
        }
        if (halfClosed) {
            stream.halfClose();
        }
    }
}
