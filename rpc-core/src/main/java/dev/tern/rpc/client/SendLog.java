package dev.tern.rpc.client;

import dev.tern.rpc.transport.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a call has sent, in order, to be said on a stream to come: because there is none yet, or in case the one there is
 * turns out never to have carried it. Guarded by the call's lock.
 */
final class SendLog {
    /** Enough for a few messages of a caller that does not look at isReady; one that does has one before a connection. */
    static final int MAX_MESSAGES = 64;

    /** What is not a message. */
    private enum Word {
        COMPRESS,
        DO_NOT_COMPRESS,
        /** The next message is the last. */
        LAST,
        HALF_CLOSE
    }

    /** Messages and words. Only ever added to, so that a position in it stays what it is. */
    private final List<Object> entries = new ArrayList<>(2);

    /** Messages and changes of compression, of which there may be as many as of messages. */
    private int counted;

    private boolean compresses = true;
    private boolean halfClosed;

    /** The entries for one message that is the first and last. */
    static List<Object> entriesOf(Object onlyMessage) {
        return List.of(Word.LAST, onlyMessage);
    }

    /** A log of one message that is the first and last. */
    static SendLog of(Object onlyMessage) {
        SendLog log = new SendLog();
        log.add(onlyMessage, true);
        return log;
    }

    /** Adds a message; false if there is no room. */
    boolean add(Object message, boolean last) {
        if (counted == MAX_MESSAGES) {
            return false;
        }
        counted++;
        if (last) {
            entries.add(Word.LAST);
        }
        return entries.add(message);
    }

    /** Adds a change of compression, if it is one; false if there is no room. */
    boolean addCompression(boolean on) {
        if (on == compresses) {
            return true;
        }
        if (counted == MAX_MESSAGES) {
            return false;
        }
        counted++;
        compresses = on;
        return entries.add(on ? Word.COMPRESS : Word.DO_NOT_COMPRESS);
    }

    /** Adds the end of the messages; there is always room. */
    boolean addHalfClose() {
        if (!halfClosed) {
            halfClosed = true;
            entries.add(Word.HALF_CLOSE);
        }
        return true;
    }

    /** What was added after so many entries: a copy, to be said with no lock held. */
    List<Object> entriesAfter(int said) {
        return said == entries.size() ? List.of() : List.copyOf(entries.subList(said, entries.size()));
    }

    /** Says entries of a call's log to a stream. */
    @SuppressWarnings("unchecked") // holds only what the call's own send was given
    static <Q> void say(List<Object> entries, SendingCall<Q, ?> call, Stream stream) {
        boolean last = false;
        for (Object entry : entries) {
            if (entry instanceof Word word) {
                switch (word) {
                    case COMPRESS -> stream.compressMessages(true);
                    case DO_NOT_COMPRESS -> stream.compressMessages(false);
                    case LAST -> last = true;
                    case HALF_CLOSE -> stream.halfClose();
                }
            } else {
                call.sendOn(stream, (Q) entry, last);
            }
        }
    }
}
