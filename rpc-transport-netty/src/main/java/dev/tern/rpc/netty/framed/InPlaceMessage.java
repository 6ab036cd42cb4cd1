package dev.tern.rpc.netty.framed;

import org.jspecify.annotations.Nullable;

/**
 * The message that is being marshalled straight into its connection's batch, or may be: one at a time, so that what is known
 * of it is here and not in each stream. Event loop only.
 */
final class InPlaceMessage {
    static final int NOWHERE = -1;

    /** Whose message it is; null for none, else nobody else may write to the batch. */
    @Nullable
    LiveStream stream;

    /** Whether its side ends with it. */
    boolean end;

    /** Where in the batch its frame begins; {@link #NOWHERE} while no room was asked for, or if it can't be there. */
    int at;

    /** The message's length, once it is somewhere. */
    int bytes;
}
