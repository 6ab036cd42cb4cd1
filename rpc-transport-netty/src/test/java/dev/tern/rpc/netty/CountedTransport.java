package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.function.UnaryOperator;

/** A transport with an allocator of its own, which must have all of its memory back when the transport is closed. */
public final class CountedTransport implements AutoCloseable {
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true, 1, 1, 8192, 9, 0, 0, false);
    private final NettyTransport transport;

    private CountedTransport(UnaryOperator<NettyTransportBuilder> settings) {
        transport = settings.apply(NettyTransport.builder().allocator(allocator).eventLoopThreads(2))
                .build();
    }

    /** With default settings. */
    public static CountedTransport create() {
        return of(settings -> settings);
    }

    /** With other settings than the defaults. */
    public static CountedTransport of(UnaryOperator<NettyTransportBuilder> settings) {
        return new CountedTransport(settings);
    }

    /** The transport. */
    public NettyTransport get() {
        return transport;
    }

    /** Memory that is held by buffers now. */
    public long activeAllocations() {
        long active = 0;
        for (PoolArenaMetric arena : allocator.metric().directArenas()) {
            active += arena.numActiveAllocations();
        }
        for (PoolArenaMetric arena : allocator.metric().heapArenas()) {
            active += arena.numActiveAllocations();
        }
        return active;
    }

    /** How many bytes buffers hold now. */
    public long activeBytes() {
        long active = 0;
        for (PoolArenaMetric arena : allocator.metric().directArenas()) {
            active += arena.numActiveBytes();
        }
        for (PoolArenaMetric arena : allocator.metric().heapArenas()) {
            active += arena.numActiveBytes();
        }
        return active;
    }

    /** Closes the transport, and makes sure that nothing leaked: what a thread of the test has in hand it may put down. */
    @Override
    public void close() {
        transport.close();
        long giveUpAt = System.nanoTime() + PATIENCE_NANOS;
        while (activeAllocations() > 0 && System.nanoTime() - giveUpAt < 0) {
            Thread.onSpinWait();
        }
        assertEquals(0, activeAllocations(), "buffers leaked");
    }
}
