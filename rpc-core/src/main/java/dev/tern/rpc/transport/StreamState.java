package dev.tern.rpc.transport;

/**
 * How far a stream is, as one side sees it. One pure function, {@link #after}, knows every transition; transports move
 * streams through it and through nothing else.
 *
 * <pre>
 *                 LOCAL_END → HALF_CLOSED_LOCAL  → REMOTE_END ┐
 *   OPEN ─────┤                                                ├→ CLOSED
 *                REMOTE_END → HALF_CLOSED_REMOTE → LOCAL_END  ┘
 *   any ── CLOSE → CLOSED
 * </pre>
 */
public enum StreamState {
    /** Both sides may send. From: the start. To: any. */
    OPEN,

    /** This side has sent its last; the other may still send. From: OPEN. To: CLOSED. */
    HALF_CLOSED_LOCAL,

    /** The other side has sent its last; this one may still send. From: OPEN. To: CLOSED. */
    HALF_CLOSED_REMOTE,

    /** Over. From: any. To: none. */
    CLOSED;

    /** What moves a stream. */
    public enum Event {
        /** This side sends its last message, or its end alone. */
        LOCAL_END,
        /** The other side's last message, or its end alone, has come. */
        REMOTE_END,
        /** The stream is cancelled, refused, or its connection is lost. */
        CLOSE
    }

    /**
     * The state after an event.
     *
     * @throws IllegalStateException if the event can't happen in this state: an end after that side's end, or anything
     *     but CLOSE when closed
     */
    public StreamState after(Event event) {
        return switch (event) {
            case CLOSE -> CLOSED;
            case LOCAL_END ->
                switch (this) {
                    case OPEN -> HALF_CLOSED_LOCAL;
                    case HALF_CLOSED_REMOTE -> CLOSED;
                    case HALF_CLOSED_LOCAL, CLOSED -> throw impossible(event);
                };
            case REMOTE_END ->
                switch (this) {
                    case OPEN -> HALF_CLOSED_REMOTE;
                    case HALF_CLOSED_LOCAL -> CLOSED;
                    case HALF_CLOSED_REMOTE, CLOSED -> throw impossible(event);
                };
        };
    }

    /** Whether this side may send another message. */
    public boolean canSend() {
        return this == OPEN || this == HALF_CLOSED_REMOTE;
    }

    /** Whether the other side may send another message. */
    public boolean canReceive() {
        return this == OPEN || this == HALF_CLOSED_LOCAL;
    }

    private IllegalStateException impossible(Event event) {
        return new IllegalStateException(event + " in state " + this);
    }
}
