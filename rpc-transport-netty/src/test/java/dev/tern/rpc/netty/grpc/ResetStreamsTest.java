package dev.tern.rpc.netty.grpc;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ResetStreamsTest {
    private final ResetStreams reset = new ResetStreams();

    @Test
    void theLastAreRememberedAndThoseBeforeForgotten() {
        for (int i = 0; i <= ResetStreams.MAX; i++) {
            reset.add(2 * i + 1);
        }
        assertFalse(reset.contains(1));
        assertTrue(reset.contains(3));
        assertTrue(reset.contains(2 * ResetStreams.MAX + 1));
        assertFalse(reset.contains(2 * ResetStreams.MAX + 3));
    }
}
