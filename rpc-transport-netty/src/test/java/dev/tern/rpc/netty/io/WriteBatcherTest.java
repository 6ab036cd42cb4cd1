package dev.tern.rpc.netty.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteBatcherTest {
    private final AtomicInteger flushes = new AtomicInteger();
    private final MockTicker ticker = Ticker.newMockTicker();

    /** What happens within a flush. */
    private Runnable whileFlushing = () -> {};

    private final EmbeddedChannel channel = EmbeddedChannel.builder()
            .ticker(ticker)
            .handlers(
                    new ChannelOutboundHandlerAdapter() {
                        @Override
                        public void flush(ChannelHandlerContext ctx) {
                            flushes.incrementAndGet();
                            ctx.flush();
                            whileFlushing.run();
                        }
                    },
                    new ChannelInboundHandlerAdapter())
            .build();
    private final WriteBatcher batcher = new WriteBatcher(channel.pipeline().lastContext(), () -> false);

    @AfterEach
    void nothingIsLeft() {
        batcher.close(new ClosedChannelException());
        channel.finishAndReleaseAll();
    }

    private QueuedWrite writing(int value) {
        return new QueuedWrite() {
            @Override
            protected void run() {
                batcher.batch(1).writeByte(value);
            }
        };
    }

    @Test
    void whatIsSubmittedBeforeTheLoopWakesIsOneWriteAndOneFlushInOrder() {
        for (int i = 0; i < 100; i++) {
            batcher.submit(writing(i));
        }
        channel.runPendingTasks();
        ByteBuf written = channel.readOutbound();
        assertEquals(100, written.readableBytes());
        for (int i = 0; i < 100; i++) {
            assertEquals(i, written.readByte());
        }
        written.release();
        assertNull(channel.readOutbound());
        assertEquals(1, flushes.get());
    }

    /** Pumps a byte at a time, and has more until so many were. */
    private final class Bytes implements WriteBatcher.Pump {
        private final WriteBatcher into = new WriteBatcher(channel.pipeline().lastContext(), this);
        private final int count;
        private final boolean tells;
        private int pumped;

        Bytes(int count, boolean tells) {
            this.count = count;
            this.tells = tells;
        }

        @Override
        public boolean pump() {
            if (pumped < count) {
                pumped++;
                into.batch(1).writeByte(pumped);
            }
            return tells && pumped < count;
        }
    }

    @Test
    void aFlushPumpsAFewTimesWhileTheSocketTakesAllAndThenLetsReadsComeFirst() {
        Bytes bytes = new Bytes(6, true);
        bytes.into.flush();
        assertEquals(4, bytes.pumped);
        assertEquals(4, flushes.get());
        channel.runPendingTasks();
        assertEquals(6, bytes.pumped);
        assertEquals(6, flushes.get());
        channel.runPendingTasks();
        assertEquals(6, flushes.get());
    }

    @Test
    void soDoesOneWithinWhichTheSocketCouldBeWrittenToAgain() {
        Bytes bytes = new Bytes(6, false);
        whileFlushing = () -> {
            if (bytes.pumped < 6) {
                bytes.into.writableAgain();
            }
        };
        bytes.into.flush();
        assertEquals(4, bytes.pumped);
        channel.runPendingTasks();
        assertEquals(6, bytes.pumped);
    }

    @Test
    void everythingCausedByOneReadIsOneFlush() {
        batcher.readBegins();
        for (int i = 0; i < 10; i++) {
            batcher.batch(1).writeByte(i);
            batcher.flushLater();
        }
        batcher.submit(writing(10));
        assertEquals(0, flushes.get());
        batcher.readEnds();
        ByteBuf written = channel.readOutbound();
        assertEquals(11, written.readableBytes());
        written.release();
        channel.runPendingTasks();
        assertEquals(1, flushes.get());
    }

    @Test
    void fullBuffersNeedNotWaitForTheEndOfTheRead() {
        batcher.readBegins();
        byte[] message = new byte[1_000];
        int written = 0;
        while (flushes.get() == 0 && written < 100_000) {
            batcher.batch(message.length).writeBytes(message);
            written += message.length;
            batcher.flushIfDue();
        }
        // The first buffer is with the socket, and what came after it is kept back for those that follow.
        assertEquals(33_000, written);
        ByteBuf full = channel.readOutbound();
        assertEquals(32_000, full.readableBytes());
        full.release();
        assertNull(channel.readOutbound());
        batcher.flushIfDue();
        assertEquals(1, flushes.get());
        batcher.readEnds();
        ByteBuf rest = channel.readOutbound();
        assertEquals(1_000, rest.readableBytes());
        rest.release();
        assertEquals(2, flushes.get());
    }

    @Test
    void whatIsWrittenDoesNotWaitForLongForWhatIsWrittenNext() {
        batcher.readBegins();
        for (int i = 0; i < 100; i++) {
            batcher.batch(1).writeByte(i);
            ticker.advance(1, TimeUnit.MICROSECONDS);
            batcher.flushIfDue();
        }
        // Eight microseconds, give or take the writes that the clock was not looked at.
        assertTrue(flushes.get() >= 8 && flushes.get() <= 12, () -> flushes + " flushes of 100 writes in 100 us");
        batcher.readEnds();
        assertEquals(100, writtenBytes());
    }

    @Test
    void theReplyOfAHandlerThatTookLongGoesBeforeTheNextHandlerBegins() {
        batcher.readBegins();
        for (int i = 1; i <= 3; i++) {
            ticker.advance(1, TimeUnit.MILLISECONDS);
            batcher.batch(1).writeByte(i);
            batcher.flushIfDue();
            assertEquals(i, flushes.get());
        }
        assertEquals(3, writtenBytes());
    }

    @Test
    void whoHearsOfAFlushAndWritesDoesNotFlushWithin() {
        batcher.readBegins();
        AtomicInteger within = new AtomicInteger();
        whileFlushing = () -> {
            if (within.getAndIncrement() == 0) {
                ticker.advance(1, TimeUnit.MILLISECONDS);
                batcher.batch(1).writeByte(2);
                batcher.flushIfDue();
                assertEquals(1, flushes.get());
            }
        };
        ticker.advance(1, TimeUnit.MILLISECONDS);
        batcher.batch(1).writeByte(1);
        batcher.flushIfDue();
        assertEquals(1, flushes.get());
        batcher.readEnds();
        assertEquals(2, flushes.get());
        assertEquals(2, writtenBytes());
    }

    private int writtenBytes() {
        int bytes = 0;
        for (ByteBuf written = channel.readOutbound(); written != null; written = channel.readOutbound()) {
            bytes += written.readableBytes();
            written.release();
        }
        return bytes;
    }

    @Test
    void writesOfManyThreadsAllArriveAndEachThreadsInOrder() throws InterruptedException {
        int threads = 4;
        int each = 5_000;
        List<int[]> arrived = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            int number = i;
                            batcher.submit(new QueuedWrite() {
                                @Override
                                protected void run() {
                                    arrived.add(new int[] {thread, number});
                                }
                            });
                        }
                        done.countDown();
                    })
                    .start();
        }
        while (done.getCount() > 0) {
            channel.runPendingTasks();
        }
        channel.runPendingTasks();
        assertEquals(threads * each, arrived.size());
        int[] next = new int[threads];
        for (int[] one : arrived) {
            assertEquals(next[one[0]]++, one[1]);
        }
    }

    @Test
    void aLargePayloadGoesAsItIsBehindWhatWasWrittenBefore() {
        ByteBuf payload = Unpooled.buffer(100_000).writeZero(100_000);
        batcher.batch(1).writeByte(1);
        batcher.writeAsIs(payload);
        batcher.batch(1).writeByte(2);
        batcher.flush();
        ByteBuf first = channel.readOutbound();
        assertEquals(1, first.readByte());
        first.release();
        ByteBuf second = channel.readOutbound();
        assertTrue(second == payload);
        second.release();
        ByteBuf third = channel.readOutbound();
        assertEquals(2, third.readByte());
        third.release();
        assertEquals(1, flushes.get());
    }

    @Test
    void aHandoverIsToldOnceAllBytesBeforeItAreWritten() {
        List<Object> told = new ArrayList<>();
        batcher.batch(1).writeByte(1);
        batcher.tellWhenHandedOver(failure -> told.add(failure == null ? "done" : failure));
        assertEquals(List.of(), told);
        batcher.flush();
        assertEquals(List.of("done"), told);
        ByteBuf written = channel.readOutbound();
        assertNotNull(written);
        written.release();
    }

    @Test
    void aHandoverThatNeverHappensIsToldToo() {
        List<Object> told = new ArrayList<>();
        batcher.batch(1).writeByte(1);
        batcher.tellWhenHandedOver(told::add);
        ClosedChannelException why = new ClosedChannelException();
        batcher.close(why);
        assertEquals(List.of(why), told);
    }

    @Test
    void aWriteThatThrowsDoesNotStopItsNeighbours() {
        batcher.submit(new QueuedWrite() {
            @Override
            protected void run() {
                throw new IllegalStateException("a bug of the test, on purpose");
            }
        });
        batcher.submit(writing(7));
        channel.runPendingTasks();
        ByteBuf written = channel.readOutbound();
        assertEquals(7, written.readByte());
        written.release();
    }
}
