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

    /** What is not a message. */
    private enum Word {
        COMPRESS,
        DO_NOT_COMPRESS,
        /** The next message is the last. */
        LAST,
        HALF_CLOSE
    }

    /** Messages and words, in order. Bounded by the messages: no two words of a kind follow one another. */
    private final List<Object> told = new ArrayList<>(2);

    private int messages;
    private int requested;

    /** One thing to hold back. */
    @FunctionalInterface
    interface Step {
        /** Returns OK, or why there is no room. */
        Status holdIn(EarlySends held);
    }

    Status hold(Object message, boolean last) {
        if (messages == MAX_MESSAGES) {
            return StatusCode.RESOURCE_EXHAUSTED.withMessage("more than " + MAX_MESSAGES
                    + " messages were sent before the call had a connection; wait for isReady before sending");
        }
        messages++;
        if (last) {
            told.add(Word.LAST);
        }
        told.add(message);
        return Status.OK;
    }

    Status holdCompression(boolean on) {
        if (!told.isEmpty() && isCompression(told.get(told.size() - 1))) {
            told.remove(told.size() - 1);
        }
        told.add(on ? Word.COMPRESS : Word.DO_NOT_COMPRESS);
        return Status.OK;
    }

    Status holdHalfClose() {
        if (told.isEmpty() || told.get(told.size() - 1) != Word.HALF_CLOSE) {
            told.add(Word.HALF_CLOSE);
        }
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
        boolean last = false;
        for (Object next : told) {
            if (next instanceof Word word) {
                switch (word) {
                    case COMPRESS -> stream.compressMessages(true);
                    case DO_NOT_COMPRESS -> stream.compressMessages(false);
                    case LAST -> last = true;
                    case HALF_CLOSE -> stream.halfClose();
                }
            } else {
                call.sendOn(stream, (Q) next, last);
            }
        }
    }

    private static boolean isCompression(Object told) {
        return told == Word.COMPRESS || told == Word.DO_NOT_COMPRESS;
    }
}
