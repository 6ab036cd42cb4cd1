package dev.tern.rpc.netty.grpc;

/**
 * Finds out how much may be under way on a link, and so how large windows have to be to keep it busy: what comes between a
 * PING and its answer is what the link holds. Event loop only.
 */
final class BandwidthProbe {
    /** The opaque bytes of its PINGs, so that their answers are known from others'. */
    static final long OPAQUE = 0x7465_726e_2d62_6470L;

    /** A window of twice what came in a round trip leaves the sender room to go faster. */
    private static final int HEADROOM = 2;

    /**
     * A PING goes when such a part of a window has come. What a stream is let go on with after the PING comes behind the
     * answer, so of a sender that the window holds up only the rest of it is counted, three quarters and more: which by
     * {@link #HEADROOM} is above the window, and has it grow.
     */
    private static final int PART_BEFORE_PING = 4;

    private final int maxWindowBytes;
    private int windowBytes;

    /** DATA since the last answer, or since the last PING with what made it go. */
    private long bytes;

    /** Whether a PING is out. */
    private boolean measuring;

    /**
     * A probe for one connection.
     *
     * @param windowBytes each stream's window now
     * @param maxWindowBytes what it may grow to
     */
    BandwidthProbe(int windowBytes, int maxWindowBytes) {
        this.windowBytes = windowBytes;
        this.maxWindowBytes = Math.max(windowBytes, maxWindowBytes);
    }

    /**
     * DATA has come.
     *
     * @return whether to send a PING now: not before enough has come for the window to be in the way
     */
    boolean onData(int count) {
        bytes += count;
        if (measuring || windowBytes == maxWindowBytes || bytes < windowBytes / PART_BEFORE_PING) {
            return false;
        }
        measuring = true;
        bytes = count;
        return true;
    }

    /**
     * The answer to the PING has come.
     *
     * @param fairShareBytes what each of the streams there are would have of the connection's window; no stream's grows
     *     beyond that
     * @return each stream's window from here on; 0 if it stays as it is
     */
    int onAnswer(int fairShareBytes) {
        long wanted = measuring ? bytes * HEADROOM : 0;
        measuring = false;
        bytes = 0;
        long grown = Math.min(wanted, Math.min(maxWindowBytes, fairShareBytes));
        if (grown <= windowBytes) {
            return 0;
        }
        windowBytes = (int) grown;
        return windowBytes;
    }
}
