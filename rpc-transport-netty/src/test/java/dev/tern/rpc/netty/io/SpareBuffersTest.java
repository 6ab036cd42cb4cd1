package dev.tern.rpc.netty.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpareBuffersTest {
    private static final int KEPT = 256;

    /** A thread of its own for each test, since buffers are kept with the thread. */
    private final ExecutorService loop = Executors.newSingleThreadExecutor();

    private final SpareBuffers spares =
            CompletableFuture.supplyAsync(SpareBuffers::ofThisLoop, loop).join();

    @AfterEach
    void end() {
        loop.shutdown();
    }

    @Test
    void aReleasedBufferComesBackEmpty() {
        ByteBuf first = spares.take(10);
        first.writeLong(1).readByte();
        first.release();
        boolean back = false;
        for (int i = 0; i < KEPT; i++) {
            back |= spares.take(10) == first;
        }
        assertTrue(back);
        assertEquals(1, first.refCnt());
        assertEquals(0, first.readerIndex());
        assertEquals(0, first.writerIndex());
    }

    @Test
    void aRetainedBufferComesBackWithTheLastRelease() {
        ByteBuf buffer = spares.take(1).retain();
        buffer.release();
        assertEquals(1, buffer.refCnt());
        buffer.release();
        assertEquals(1, buffer.refCnt(), "kept for the next one");
    }

    @Test
    void whileAllAreInUseOthersAreMadeOfJustTheSize() {
        Set<ByteBuf> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < KEPT; i++) {
            ByteBuf spare = spares.take(10);
            assertEquals(SpareBuffers.BYTES, spare.capacity());
            assertTrue(kept.add(spare));
        }
        ByteBuf other = spares.take(10);
        assertEquals(10, other.capacity());
        assertEquals(0, other.readableBytes());
        assertEquals(0, spares.take(0).capacity());
        other.release();
        kept.forEach(ByteBuf::release);
        for (int i = 0; i < KEPT; i++) {
            assertTrue(kept.remove(spares.take(10)), "taken " + i);
        }
    }

    @Test
    void noTwoThreadsHaveTheSameBuffer() throws InterruptedException {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int own = i;
            Thread thread = new Thread(() -> {
                for (int round = 0; round < 50_000; round++) {
                    ByteBuf buffer = spares.take(Integer.BYTES);
                    buffer.writeInt(own);
                    Thread.onSpinWait();
                    assertEquals(own, buffer.readInt());
                    buffer.release();
                }
            });
            thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
    }
}
