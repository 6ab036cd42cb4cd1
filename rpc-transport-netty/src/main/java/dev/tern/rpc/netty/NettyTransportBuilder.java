package dev.tern.rpc.netty;

import dev.tern.rpc.Deadline;
import dev.tern.rpc.netty.framed.FramedSettings;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.Hello;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Settings of a {@link NettyTransport}. Every limit is this side's: what it accepts, and tells its peers in the
 * handshake.
 */
public final class NettyTransportBuilder {
    private static final int MAX_THREADS = 1_024;
    private static final int MAX_TIMEOUT_MILLIS = (int) TimeUnit.HOURS.toMillis(1);
    private static final int MAX_WATERMARK_BYTES = 1 << 30;

    private int eventLoopThreads = Runtime.getRuntime().availableProcessors();
    private int connectTimeoutMillis = 10_000;
    private int handshakeTimeoutMillis = 10_000;
    private int maxConnections = 10_000;
    private int watermarkLowBytes = 64 * 1024;
    private int watermarkHighBytes = 256 * 1024;
    private ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
    private int maxFrameBytes = Hello.DEFAULT.maxFrameBytes();
    private int maxMessageBytes = Hello.DEFAULT.maxMessageBytes();
    private int maxMetadataBytes = Hello.DEFAULT.maxMetadataBytes();
    private int maxConcurrentCalls = Hello.DEFAULT.maxConcurrentCalls();
    private int streamCreditBytes = Hello.DEFAULT.streamCredit();
    private int connectionCreditBytes = Hello.DEFAULT.connectionCredit();
    private int minPingIntervalMillis = Hello.DEFAULT.minPingIntervalMillis();

    NettyTransportBuilder() {}

    /** How many event loops serve all connections. Default: one a processor; 1 to 1,024. */
    public NettyTransportBuilder eventLoopThreads(int threads) {
        eventLoopThreads = requireRange("eventLoopThreads", threads, 1, MAX_THREADS);
        return this;
    }

    /** How long a TCP connection may take to be made. Default 10 s; 1 ms to 1 h. */
    public NettyTransportBuilder connectTimeout(Duration timeout) {
        connectTimeoutMillis = requireMillis("connectTimeout", timeout, 1);
        return this;
    }

    /** How long a peer may take to say which protocol it speaks and what its limits are. Default 10 s; 1 ms to 1 h. */
    public NettyTransportBuilder handshakeTimeout(Duration timeout) {
        handshakeTimeoutMillis = requireMillis("handshakeTimeout", timeout, 1);
        return this;
    }

    /** How many connections one port has at most; one more is closed at once. Default 10,000; 1 or more. */
    public NettyTransportBuilder maxConnections(int connections) {
        maxConnections = requireRange("maxConnections", connections, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * The bytes that wait for a socket: nothing is ready above {@code high}, everything is again below {@code low}.
     * Default 64 KiB and 256 KiB; 1 ≤ low ≤ high ≤ 1 GiB.
     */
    public NettyTransportBuilder writeWatermarks(int lowBytes, int highBytes) {
        watermarkLowBytes = requireRange("low watermark", lowBytes, 1, highBytes);
        watermarkHighBytes = requireRange("high watermark", highBytes, lowBytes, MAX_WATERMARK_BYTES);
        return this;
    }

    /** Where all buffers come from. Default: Netty's pooled allocator that the process shares. */
    public NettyTransportBuilder allocator(ByteBufAllocator allocator) {
        this.allocator = Objects.requireNonNull(allocator, "allocator");
        return this;
    }

    /** The largest frame accepted; longer messages come in several. Default 64 KiB; 16 KiB to 16 MiB − 1. */
    public NettyTransportBuilder maxFrameBytes(int bytes) {
        maxFrameBytes = requireRange("maxFrameBytes", bytes, Hello.MIN_FRAME_BYTES, FrameHeader.MAX_LENGTH);
        return this;
    }

    /**
     * The largest message accepted. Raises the credit of connections where it has to: every message that is accepted
     * must be possible to send. Default 4 MiB; 1 to 1 GiB − 128.
     */
    public NettyTransportBuilder maxMessageBytes(int bytes) {
        maxMessageBytes = requireRange("maxMessageBytes", bytes, 1, Hello.MAX_MESSAGE_BYTES);
        return this;
    }

    /**
     * The most metadata accepted with a head, headers, trailers or status, as {@code Metadata.measuredBytes} counts.
     * Default 8 KiB; 0 to a third of what {@link #maxFrameBytes} is over 2 KiB, which {@link #build} checks.
     */
    public NettyTransportBuilder maxMetadataBytes(int bytes) {
        maxMetadataBytes = requireRange("maxMetadataBytes", bytes, 0, FrameHeader.MAX_LENGTH);
        return this;
    }

    /** How many calls one client connection may have at a time. Default 16,384; 1 or more. */
    public NettyTransportBuilder maxConcurrentCalls(int calls) {
        maxConcurrentCalls = requireRange("maxConcurrentCalls", calls, 1, Integer.MAX_VALUE);
        return this;
    }

    /** What a peer may send on one stream before the application has consumed any. Default 256 KiB; 1 or more. */
    public NettyTransportBuilder streamCreditBytes(int bytes) {
        streamCreditBytes = requireRange("streamCreditBytes", bytes, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * What a peer may send on one connection before the application has consumed any; the most memory that messages of
     * one connection take here. Default 16 MiB; at least twice the largest message, to which it is raised if needed.
     */
    public NettyTransportBuilder connectionCreditBytes(int bytes) {
        connectionCreditBytes = requireRange("connectionCreditBytes", bytes, 1, Integer.MAX_VALUE);
        return this;
    }

    /** PINGs closer than this, three in a row, end a connection. Default 10 s; 0 to 1 h. */
    public NettyTransportBuilder minPingInterval(Duration interval) {
        minPingIntervalMillis = requireMillis("minPingInterval", interval, 0);
        return this;
    }

    /**
     * The transport; close it when done.
     *
     * @throws IllegalArgumentException if maxMetadataBytes does not fit maxFrameBytes
     */
    public NettyTransport build() {
        return new NettyTransport(new TransportSettings(
                eventLoopThreads,
                connectTimeoutMillis,
                handshakeTimeoutMillis,
                maxConnections,
                new WriteBufferWaterMark(watermarkLowBytes, watermarkHighBytes),
                allocator,
                framed(0, 0),
                framed(maxConcurrentCalls, Hello.DEFAULT.maxMethods())));
    }

    private FramedSettings framed(int maxCalls, int maxMethods) {
        int credit = Math.max(connectionCreditBytes, 2 * Hello.cost(maxMessageBytes));
        Hello hello = new Hello(
                maxFrameBytes,
                maxMessageBytes,
                maxMetadataBytes,
                maxCalls,
                streamCreditBytes,
                credit,
                List.of(),
                minPingIntervalMillis,
                maxMethods);
        return new FramedSettings(hello, handshakeTimeoutMillis, watermarkHighBytes, watermarkLowBytes);
    }

    private static int requireMillis(String name, Duration value, int minMillis) {
        long millis = TimeUnit.NANOSECONDS.toMillis(Deadline.nanosOf(value));
        return requireRange(name + " in ms", millis, minMillis, MAX_TIMEOUT_MILLIS);
    }

    private static int requireRange(String name, long value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " " + value + " is not between " + min + " and " + max);
        }
        return (int) value;
    }
}
