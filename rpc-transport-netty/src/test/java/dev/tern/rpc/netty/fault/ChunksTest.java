package dev.tern.rpc.netty.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The decisions of chance are those of the seed. */
class ChunksTest {
    private static final int BYTES = 10_000;
    private static final Link ODD = Link.CLEAR.withMaxChunkBytes(100).withJitter(Duration.ofSeconds(1));

    @Test
    void sameSeedHasTheSameChunksHoweverBytesCome() {
        assertEquals(delaysOfBytes(new Chunks(7, ODD), BYTES), delaysOfBytes(new Chunks(7, ODD), 11));
        assertNotEquals(delaysOfBytes(new Chunks(7, ODD), BYTES), delaysOfBytes(new Chunks(8, ODD), BYTES));
    }

    @Test
    void chunksAreFromOneByteToTheMost() {
        Chunks chunks = new Chunks(7, ODD);
        boolean[] seen = new boolean[101];
        for (int i = 0; i < 10_000; i++) {
            seen[chunks.take(1_000)] = true;
        }
        assertTrue(seen[1] && seen[100] && !seen[0]);
    }

    /** How late each byte is, if so many come at a time. */
    private static List<Long> delaysOfBytes(Chunks chunks, int atATime) {
        List<Long> delays = new ArrayList<>();
        for (int start = 0; start < BYTES; start += atATime) {
            int left = Math.min(atATime, BYTES - start);
            while (left > 0) {
                int taken = chunks.take(left);
                left -= taken;
                for (int i = 0; i < taken; i++) {
                    delays.add(chunks.delayNanos());
                }
            }
        }
        return delays;
    }
}
