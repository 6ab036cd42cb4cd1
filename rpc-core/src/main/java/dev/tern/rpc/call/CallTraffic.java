package dev.tern.rpc.call;

/**
 * What one side of a call sent and received. Bytes are those of messages as they are on the wire, encoded and compressed,
 * without what frames, heads and metadata take; 0 for what never was bytes, in-process. Where this side ended a call in the
 * middle, they may lack what was being written just then.
 *
 * @param sentMessages messages given to the connection; of a call that went to another, those on the last
 * @param sentBytes their bytes
 * @param receivedMessages messages that came; on the server, that the handler was given
 * @param receivedBytes bytes that came, of messages not delivered too
 */
public record CallTraffic(long sentMessages, long sentBytes, long receivedMessages, long receivedBytes) {
    /** Nothing. */
    public static final CallTraffic NONE = new CallTraffic(0, 0, 0, 0);
}
