package dev.tern.rpc.inprocess;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * What a transport allows; the settings of {@link InProcessTransport.Builder}.
 *
 * @param maxMessageBytes the longest message that goes as bytes
 * @param maxMetadataBytes the most metadata at once, as {@link Metadata#measuredBytes} counts
 * @param maxConcurrentCalls the most calls open on a connection
 * @param windowMessages unread messages of one direction of a stream at which it is not ready
 * @param windowBytes unread bytes of one direction of a stream at which it is not ready
 */
record Limits(int maxMessageBytes, int maxMetadataBytes, int maxConcurrentCalls, int windowMessages, int windowBytes) {
    Limits {
        requirePositive(maxMessageBytes, "maxMessageBytes");
        requirePositive(maxMetadataBytes, "maxMetadataBytes");
        requirePositive(maxConcurrentCalls, "maxConcurrentCalls");
        requirePositive(windowMessages, "windowMessages");
        requirePositive(windowBytes, "windowBytes");
    }

    private static void requirePositive(int value, String setting) {
        if (value < 1) {
            throw new IllegalArgumentException(setting + " must be at least 1, not " + value);
        }
    }

    /**
     * Why metadata may not be sent, or null if it may.
     *
     * @param what which metadata, for the message
     */
    @Nullable
    Status refusalOf(Metadata metadata, String what) {
        if (metadata.isEmpty() || metadata.measuredBytes() <= maxMetadataBytes) {
            return null;
        }
        return StatusCode.RESOURCE_EXHAUSTED.withMessage(
                what + " of " + metadata.measuredBytes() + " bytes exceeds maxMetadataBytes " + maxMetadataBytes);
    }
}
