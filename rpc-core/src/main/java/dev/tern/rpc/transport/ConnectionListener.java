package dev.tern.rpc.transport;

import dev.tern.rpc.Status;

/**
 * Hears of one connection that was asked for.
 *
 * <p>Order of events: {@code onStep* onReady onRoom* onDraining? onClosed}, or {@code onStep* onClosed} if it could not be
 * made.
 */
public interface ConnectionListener {
    /**
     * The transport has come to another step of making the connection; told of the steps after {@link
     * ConnectStep#CONNECTING}, for messages that say what took long or failed. A transport that has no such steps tells none.
     */
    default void onStep(ConnectStep step) {}

    /** The connection is live: the handshake is done. */
    void onReady(ClientConnection connection);

    /** The peer lets more streams be open at a time than before. */
    default void onRoom() {}

    /** The peer wants no more streams here; those it accepted run to their end. */
    void onDraining();

    /** The connection is gone, or could not be made. The last event. Streams were closed before. */
    void onClosed(Status reason);
}
