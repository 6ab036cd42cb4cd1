package dev.tern.rpc.netty.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.PingIntervals;
import dev.tern.rpc.transport.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One connection without a socket: memory is counted, time stands still, and what is logged is looked at. The first byte of an
 * input says how its bytes are made and cut.
 */
final class Wire implements LiveConnections, AutoCloseable {
    /** As much as a connection with these limits may hold: credit for messages, a batch that is written to, a frame that is cut. */
    private static final long MAX_HELD_BYTES = 512 * 1024;

    private static final int[] CUTS = {Integer.MAX_VALUE, 1, 2, 7, 9, 50, 333, 4_000};
    private static final int RAW = 0x01;
    private static final int NO_HANDSHAKE = 0x02;
    private static final int CUT_SHIFT = 2;
    private static final int CUT_MASK = 0x07;
    private static final int END_SHIFT = 5;
    private static final int END_MASK = 0x03;

    /** How a session ends, if the peer's bytes have not ended it. */
    enum End {
        CLOSED_BY_PEER,
        DRAINED,
        CLOSED_HERE,
        LEFT_ALONE
    }

    final EmbeddedChannel channel = new EmbeddedChannel();
    final int mode;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
    private final ByteBuf sent = Unpooled.buffer();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private final PingIntervals pingIntervals = new PingIntervals();
    private int begun;
    private int ended;

    Wire(int mode) {
        this.mode = mode;
        channel.config().setAllocator(allocator);
        channel.freezeTime();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    End end() {
        return End.values()[mode >> END_SHIFT & END_MASK];
    }

    /** What the peer sends. */
    ByteBuf bytes(Script script, Input input, boolean fromClient) {
        ByteBuf out = Unpooled.buffer();
        if ((mode & NO_HANDSHAKE) == 0) {
            script.writeHandshake(out, fromClient);
        }
        if ((mode & RAW) != 0) {
            out.writeBytes(input.rest());
        } else {
            script.writeFrames(out, input, fromClient);
        }
        return out;
    }

    /** Has bytes come, in pieces; each is looked at once it is dealt with. */
    void feed(ByteBuf bytes, Consumer<ByteBuf> afterEach) {
        int cut = CUTS[mode >> CUT_SHIFT & CUT_MASK];
        while (bytes.isReadable() && channel.isOpen()) {
            int length = Math.min(cut, bytes.readableBytes());
            channel.writeInbound(allocator.directBuffer(length).writeBytes(bytes, length));
            settle();
            afterEach.accept(sent);
        }
    }

    /** Runs what waits for the event loop, and takes what was sent. */
    void settle() {
        channel.runPendingTasks();
        long held = allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
        assertTrue(held <= MAX_HELD_BYTES, () -> held + " bytes are held");
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            sent.writeBytes(out);
            out.release();
        }
        channel.checkException();
    }

    /** Lets so much time go by that everything with a deadline is over. */
    void wait(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        settle();
    }

    ByteBuf sent() {
        return sent;
    }

    /** Makes sure that nothing is left. */
    void checkNothingIsLeft() {
        assertFalse(channel.isOpen());
        assertEquals(begun, ended, "connections that have begun and ended");
        assertEquals(0, allocator.metric().usedDirectMemory(), "bytes of direct memory leaked");
        assertEquals(0, allocator.metric().usedHeapMemory(), "bytes of heap buffers leaked");
        String log = logged.toString(StandardCharsets.UTF_8);
        assertFalse(log.contains("ERROR") || log.contains("WARN"), log);
    }

    @Override
    public void begun(Connection connection) {
        begun++;
    }

    @Override
    public void ended(Connection connection) {
        ended++;
    }

    @Override
    public PingIntervals pingIntervals() {
        return pingIntervals;
    }

    @Override
    public void close() {
        System.setErr(standardError);
        channel.close();
    }
}
