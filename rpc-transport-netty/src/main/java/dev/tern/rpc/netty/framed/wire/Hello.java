package dev.tern.rpc.netty.framed.wire;

import java.util.List;

/**
 * What the sender of a HELLO accepts; spec, "HELLO".
 *
 * @param maxFrameBytes the largest body of a frame
 * @param maxMessageBytes the largest message
 * @param maxMetadataBytes the most metadata, as {@code Metadata.measuredBytes} counts
 * @param maxConcurrentCalls live streams; 0 from a client
 * @param streamCredit the credit a stream begins with
 * @param connectionCredit the credit the connection begins with
 * @param compressors names the sender can decompress
 * @param minPingIntervalMillis PINGs closer than this are strikes
 * @param maxMethods how many method names the sender remembers; 0 from a client
 */
public record Hello(
        int maxFrameBytes,
        int maxMessageBytes,
        int maxMetadataBytes,
        int maxConcurrentCalls,
        int streamCredit,
        int connectionCredit,
        List<String> compressors,
        int minPingIntervalMillis,
        int maxMethods) {
    /** Bytes a message costs beside its length: what a receiver needs to hold even an empty one. */
    public static final int MESSAGE_OVERHEAD_BYTES = 64;

    /** What every part of a head but metadata takes, with room to spare: name, status code, lengths. */
    public static final int HEAD_BYTES = 2_048;

    /** Headers, status and trailers: what may stand in one frame, each up to the limit on metadata. */
    public static final int METADATA_BLOCKS = 3;

    /** The smallest maxFrameBytes. */
    public static final int MIN_FRAME_BYTES = 16_384;

    /** The largest maxMessageBytes: twice its cost is still a connection credit. */
    public static final int MAX_MESSAGE_BYTES = (1 << 30) - 2 * MESSAGE_OVERHEAD_BYTES;

    /** The largest maxMethods. */
    public static final int MAX_METHODS = 65_535;

    /** What fields have that are left out. */
    public static final Hello DEFAULT =
            new Hello(67_584, 4_194_304, 8_192, 16_384, 262_144, 16_777_216, List.of(), 10_000, 1_024);

    /** A one-way call takes half of the credit at most, so that many are let be. */
    private static final int MIN_ONE_WAY_CALLS = 2;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range, naming both
     */
    public Hello {
        compressors = List.copyOf(compressors);
        requireRange("maxFrameBytes", maxFrameBytes, MIN_FRAME_BYTES, FrameHeader.MAX_LENGTH);
        requireRange("maxMessageBytes", maxMessageBytes, 1, MAX_MESSAGE_BYTES);
        requireRange("maxMetadataBytes", maxMetadataBytes, 0, (maxFrameBytes - HEAD_BYTES) / METADATA_BLOCKS);
        requireRange("maxConcurrentCalls", maxConcurrentCalls, 0, Integer.MAX_VALUE);
        requireRange("initialStreamCredit", streamCredit, 1, Integer.MAX_VALUE);
        requireRange(
                "initialConnectionCredit",
                connectionCredit,
                2 * (maxMessageBytes + MESSAGE_OVERHEAD_BYTES),
                Integer.MAX_VALUE);
        requireRange("minPingIntervalMillis", minPingIntervalMillis, 0, Integer.MAX_VALUE);
        requireRange("maxMethods", maxMethods, 0, MAX_METHODS);
    }

    /** What a message of so many bytes takes from credit. */
    public static int cost(int messageBytes) {
        return messageBytes + MESSAGE_OVERHEAD_BYTES;
    }

    /**
     * What a one-way request of so many bytes takes from this side's credit, until its call is over: so much that no more of
     * them fit than there may be. Nobody is told of one that is refused, so who sends must wait instead; but no more than half of
     * the credit, so that there always comes to be enough.
     */
    public int oneWayCost(int messageBytes) {
        return Math.max(cost(messageBytes), oneWayShare());
    }

    private int oneWayShare() {
        return Math.max(1, connectionCredit / Math.max(MIN_ONE_WAY_CALLS, maxConcurrentCalls));
    }

    /** How many one-way calls fit the credit at a time: as many as there may be of others, but never just one. */
    public int mostOneWayCalls() {
        return maxConcurrentCalls == 0 ? 0 : connectionCredit / oneWayShare();
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " " + value + " is not between " + min + " and " + max);
        }
    }
}
