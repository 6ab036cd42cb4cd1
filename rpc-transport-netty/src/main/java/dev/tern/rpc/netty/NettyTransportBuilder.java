package dev.tern.rpc.netty;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Deadline;
import dev.tern.rpc.netty.framed.FramedSettings;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.grpc.GrpcSettings;
import dev.tern.rpc.netty.io.AgePolicy;
import dev.tern.rpc.netty.io.LifeSettings;
import dev.tern.rpc.netty.io.PingPolicy;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link NettyTransport}. Every limit is this side's: what it accepts, and tells its peers in the
 * handshake.
 */
public final class NettyTransportBuilder {
    private static final Duration MIN_SPIN = Duration.ofNanos(1_000);
    private static final Duration MAX_SPIN = Duration.ofSeconds(1);
    private static final int MAX_THREADS = 1_024;
    private static final int MAX_TIMEOUT_MILLIS = (int) TimeUnit.HOURS.toMillis(1);
    private static final int MAX_WATERMARK_BYTES = 1 << 30;
    private static final int MAX_IDLE_MILLIS = (int) TimeUnit.HOURS.toMillis(24);
    private static final int MAX_AGE_MILLIS = (int) TimeUnit.DAYS.toMillis(24);
    private static final int MAX_RESET_WINDOW_SECONDS = (int) TimeUnit.HOURS.toSeconds(1);

    private long spinNanos;
    private int eventLoopThreads = Runtime.getRuntime().availableProcessors();
    private int connectTimeoutMillis = 10_000;
    private int handshakeTimeoutMillis = 10_000;
    private int maxConnections = 10_000;
    private int maxBufferedBytes = 256 * 1024 * 1024;
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
    private Keepalive keepalive = Keepalive.DURING_CALLS;
    private int keepaliveIntervalMillis = 30_000;
    private int keepaliveTimeoutMillis = 10_000;
    private int grpcServersMinPingIntervalMillis = 300_000;
    private int clientIdleTimeoutMillis = 180_000;
    private int serverIdleTimeoutMillis = 600_000;
    private int maxAgeMillis;
    private int ageGraceMillis;
    private DoubleSupplier ageJitter = () -> ThreadLocalRandom.current().nextDouble();
    private int maxStreamWindowBytes = 8 * 1024 * 1024;
    private int maxWaitingStreams = 16_384;
    private int maxResets = 6_000;
    private int resetWindowSeconds = 30;
    /** With 64 characters each, what a HELLO has room for by far. */
    private static final int MAX_COMPRESSORS = 16;

    private final List<Compressor> compressors = new ArrayList<>(List.of(Compressor.GZIP));
    private ConnectSettings connecting = ConnectSettings.DEFAULT;
    private @Nullable ServerTls serverTls;

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

    /**
     * Has event loops look for something to do for so long after they last had, before they sleep. For those who live by
     * latency: waking a sleeping thread takes tens of microseconds, of which a call over loopback takes two. Each loop takes a
     * whole core while calls come, so there must be more cores than {@link #eventLoopThreads}, and it is of use only where
     * the machine's cores are its own. Default: they sleep at once.
     *
     * @param spin from 1 µs to 1 s; a few times what passes between two calls
     * @throws IllegalArgumentException if out of this range
     */
    public NettyTransportBuilder busyPoll(Duration spin) {
        spinNanos = requireRange(
                "busyPoll in ns", Deadline.nanosOf(spin), (int) MIN_SPIN.toNanos(), (int) MAX_SPIN.toNanos());
        return this;
    }

    /**
     * How long a peer may take for each of the two parts of a handshake: for TLS and for showing which protocol it speaks,
     * and for saying what its limits are. Default 10 s; 1 ms to 1 h.
     */
    public NettyTransportBuilder handshakeTimeout(Duration timeout) {
        handshakeTimeoutMillis = requireMillis("handshakeTimeout", timeout, 1);
        return this;
    }

    /**
     * How many connections one port has at most. One more is told so and closed; more than 64 of those at a time, or any
     * over TLS, are closed without a word. Default 10,000; 1 or more.
     */
    public NettyTransportBuilder maxConnections(int connections) {
        maxConnections = requireRange("maxConnections", connections, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * The bytes that wait for a socket: nothing is ready above {@code high}, everything is again below {@code low}. On an event
     * loop a stream of messages is ready only while nothing of it waits, since nothing is sent before its thread is back.
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

    /**
     * The largest frame accepted, on either wire, and the largest sent if the peer takes it; longer messages come in several.
     * Other calls wait for one at most. Default 66 KiB; 16 KiB to 16 MiB − 1.
     */
    public NettyTransportBuilder maxFrameBytes(int bytes) {
        maxFrameBytes = requireRange("maxFrameBytes", bytes, Hello.MIN_FRAME_BYTES, FrameHeader.MAX_LENGTH);
        return this;
    }

    /**
     * The largest message accepted, and on the gRPC wire, where peers don't tell theirs, the largest sent too. Raises the
     * credit of connections where it has to: every message that is accepted must be possible to send. Default 4 MiB; 1 to 1 GiB − 128.
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

    /** How many calls one client connection may have at a time, on either wire. Default 16,384; 1 or more. */
    public NettyTransportBuilder maxConcurrentCalls(int calls) {
        maxConcurrentCalls = requireRange("maxConcurrentCalls", calls, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * What a peer may send on one stream before the application has consumed any; on the gRPC wire, the window a stream
     * begins with. Default 256 KiB; 1 or more.
     */
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

    /**
     * What messages of one gRPC connection may take in memory beyond its credit: those that come in several DATA frames,
     * until the application has consumed them, where one that would take more ends its stream; and as much again for those
     * that nobody reads, where one that would take more has to wait. (The native wire has messages paid for with {@link
     * #connectionCreditBytes} before they are sent.) Default 256 MiB; at least twice the connection's
     * credit, to which it is raised.
     */
    public NettyTransportBuilder maxBufferedBytes(int bytes) {
        maxBufferedBytes = requireRange("maxBufferedBytes", bytes, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * When connections on which nothing is heard, made or accepted, have this side send PINGs, so that a peer that is gone
     * without a word is noticed. Default {@link Keepalive#DURING_CALLS}.
     */
    public NettyTransportBuilder keepalive(Keepalive when) {
        keepalive = Objects.requireNonNull(when, "when");
        return this;
    }

    /**
     * How soon a peer is taken for gone: when nothing was heard for {@code interval} a PING goes, and when then nothing is
     * heard for {@code timeout}, all calls on the connection end with UNAVAILABLE. The interval gives way to what the peer
     * tolerates: on the native wire it tells its {@link #minPingInterval} in the handshake, a tenth more than which is the
     * least; gRPC servers don't tell, see {@link #grpcServersMinPingInterval}.
     *
     * <p>Default 30 s and 10 s: a dead peer holds its calls no longer than 40 s, but for a gRPC server, which is asked more
     * seldom; a PING in 30 s costs next to nothing, and 10 s is more than a good network ever takes. Both 1 ms to 1 h.
     */
    public NettyTransportBuilder keepalive(Duration interval, Duration timeout) {
        keepaliveIntervalMillis = requireMillis("keepalive interval", interval, 1);
        keepaliveTimeoutMillis = requireMillis("keepalive timeout", timeout, 1);
        return this;
    }

    /**
     * How often gRPC servers are taken to tolerate PINGs, which no handshake tells: clients of the gRPC wire send them at
     * least so far apart, and a tenth more. Default 5 minutes, what servers of other makers allow when nothing else is set; one that allows
     * less ends the connection with {@code too_many_pings}, and later connections to it ask half as often. Less is right
     * where the servers are known: one on Tern allows its {@link #minPingInterval}. 0 to 1 h.
     */
    public NettyTransportBuilder grpcServersMinPingInterval(Duration interval) {
        grpcServersMinPingIntervalMillis = requireMillis("grpcServersMinPingInterval", interval, 0);
        return this;
    }

    /**
     * How long a connection made by this transport may be without a call, give or take a quarter more, before it is closed;
     * the next call makes another. Default 3 minutes: soon enough that no router or balancer between, of which some forget a
     * connection after 4, has the next call run into nothing. 1 ms to 24 h, or 0 for ever.
     */
    public NettyTransportBuilder clientIdleTimeout(Duration timeout) {
        clientIdleTimeoutMillis = requireMillis("clientIdleTimeout", timeout, 0, MAX_IDLE_MILLIS);
        return this;
    }

    /**
     * How long a connection accepted by this transport may be without a call, give or take a quarter more, before it is
     * drained; no call is lost by that. Default 10 minutes: longer than clients of Tern keep one, so that those go first, and
     * short enough that clients which are gone without a word don't use up {@link #maxConnections}. 1 ms to 24 h, or 0 for
     * ever.
     */
    public NettyTransportBuilder serverIdleTimeout(Duration timeout) {
        serverIdleTimeoutMillis = requireMillis("serverIdleTimeout", timeout, 0, MAX_IDLE_MILLIS);
        return this;
    }

    /**
     * How old a connection accepted by this transport may become, give or take a tenth, so that clients which came together
     * don't come back together. Then it is drained, and calls that still run after {@code grace} are cut with UNAVAILABLE.
     * Use it to have clients spread over servers that were added, or look a name up again. Default: any age, since nothing
     * is gained by it where there is one server, and long streams are cut by it.
     *
     * @param age 1 ms to 24 days
     * @param grace 0 to 24 days
     */
    public NettyTransportBuilder maxConnectionAge(Duration age, Duration grace) {
        int millis = requireMillis("maxConnectionAge", age, 1, MAX_AGE_MILLIS);
        ageGraceMillis = requireMillis("grace of maxConnectionAge", grace, 0, MAX_AGE_MILLIS);
        maxAgeMillis = millis;
        return this;
    }

    /** Where {@link #maxConnectionAge}'s spread comes from: from 0 to 1, any thread. Default: chance. */
    NettyTransportBuilder ageJitter(DoubleSupplier jitter) {
        ageJitter = jitter;
        return this;
    }

    /**
     * PINGs closer than this, three in a row, end a connection; clients of Tern are told so, and keep to it. Default 10 s; 0 to
     * 1 h.
     */
    public NettyTransportBuilder minPingInterval(Duration interval) {
        minPingIntervalMillis = requireMillis("minPingInterval", interval, 0);
        return this;
    }

    /**
     * What the window of a stream may grow to on the gRPC wire, on links that carry more than the window it begins with in
     * one round trip. Default 8 MiB; 1 or more; at least {@link #streamCreditBytes}, to which it is raised if needed.
     */
    public NettyTransportBuilder maxStreamWindowBytes(int bytes) {
        maxStreamWindowBytes = requireRange("maxStreamWindowBytes", bytes, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * How many calls wait on one connection of the gRPC wire while the server takes no more at a time; one more ends with
     * RESOURCE_EXHAUSTED. Default 16,384; 0 or more.
     */
    public NettyTransportBuilder maxWaitingStreams(int streams) {
        maxWaitingStreams = requireRange("maxWaitingStreams", streams, 0, Integer.MAX_VALUE);
        return this;
    }

    /**
     * How many streams of one connection of the gRPC wire a peer may reset, or have reset by what it sends, in a window of
     * time; one more ends the connection. Default 6,000 in 30 s; 1 or more, in 1 s to 1 h, of which whole seconds count.
     */
    public NettyTransportBuilder maxResets(int count, Duration window) {
        maxResets = requireRange("maxResets", count, 1, Integer.MAX_VALUE);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(Deadline.nanosOf(window));
        resetWindowSeconds = requireRange("window of maxResets in s", seconds, 1, MAX_RESET_WINDOW_SECONDS);
        return this;
    }

    /**
     * Adds a compression that messages may come and go in, on both wires; it comes after those there are. Default: {@link
     * Compressor#GZIP}, which is always there. At most 16 together, for both sides are told their names in the handshake.
     *
     * @throws IllegalArgumentException if its name is taken, malformed or longer than 64 characters, naming it, or there are 16
     */
    public NettyTransportBuilder compressor(Compressor compressor) {
        String name = compressor.name();
        if (compressors.size() >= MAX_COMPRESSORS) {
            throw new IllegalArgumentException(
                    "compressor '" + name + "' would be one more than the limit of " + MAX_COMPRESSORS);
        }
        if (!name.matches("[a-z0-9-]{1,64}") || name.equals("identity")) {
            throw new IllegalArgumentException("compressor's name '" + name
                    + "' must be of 1 to 64 lower-case letters, digits and dashes, and other than identity");
        }
        if (compressors.stream().anyMatch(other -> other.name().equals(name))) {
            throw new IllegalArgumentException("there is a compressor '" + name + "' already");
        }
        compressors.add(compressor);
        return this;
    }

    /**
     * What the connections speak that are made by this transport, unless a channel that shares it says otherwise. Default
     * {@link Protocol#NATIVE}. Its ports serve every protocol.
     */
    public NettyTransportBuilder protocol(Protocol protocol) {
        connecting = connecting.withProtocol(Objects.requireNonNull(protocol, "protocol"));
        return this;
    }

    /**
     * As {@link NettyChannel#authority}, for connections of which a channel that shares this transport says nothing else.
     *
     * @throws IllegalArgumentException if it has another form, naming it
     */
    public NettyTransportBuilder authority(String authority) {
        connecting = connecting.withAuthority(Authority.of(authority));
        return this;
    }

    /** As {@link NettyChannel#tls}, for connections of which a channel that shares this transport says nothing else. */
    public NettyTransportBuilder tls(ClientTls tls) {
        connecting = connecting.withTls(Objects.requireNonNull(tls, "tls"));
        return this;
    }

    /** As {@link NettyServer#tls}, for ports of which a server that shares this transport says nothing else. */
    public NettyTransportBuilder tls(ServerTls tls) {
        serverTls = Objects.requireNonNull(tls, "tls");
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
                spinNanos,
                connectTimeoutMillis,
                handshakeTimeoutMillis,
                silenceTimeoutMillis(),
                maxConnections,
                new WriteBufferWaterMark(watermarkLowBytes, watermarkHighBytes),
                allocator,
                framed(clientLife(0), 0, 0),
                framed(serverLife(), maxConcurrentCalls, Hello.DEFAULT.maxMethods()),
                grpc(clientLife(grpcServersMinPingIntervalMillis)),
                grpc(serverLife()),
                connecting,
                serverTls));
    }

    /** Of what a PING takes to be found unanswered, and a bit more: so that where PINGs go, they are what finds out. */
    private int silenceTimeoutMillis() {
        return keepalive == Keepalive.OFF ? 0 : keepaliveIntervalMillis + 2 * keepaliveTimeoutMillis;
    }

    private LifeSettings clientLife(long minPingIntervalMillis) {
        return new LifeSettings(
                handshakeTimeoutMillis,
                pings().notBelow(minPingIntervalMillis),
                clientIdleTimeoutMillis,
                AgePolicy.UNLIMITED);
    }

    private LifeSettings serverLife() {
        AgePolicy age = new AgePolicy(maxAgeMillis, ageGraceMillis, ageJitter);
        return new LifeSettings(handshakeTimeoutMillis, pings(), serverIdleTimeoutMillis, age);
    }

    private PingPolicy pings() {
        return keepalive == Keepalive.OFF
                ? PingPolicy.NEVER
                : new PingPolicy(keepaliveIntervalMillis, keepaliveTimeoutMillis, keepalive == Keepalive.ALWAYS);
    }

    private FramedSettings framed(LifeSettings life, int maxCalls, int maxMethods) {
        Hello hello = new Hello(
                maxFrameBytes,
                maxMessageBytes,
                maxMetadataBytes,
                maxCalls,
                streamCreditBytes,
                creditOfConnection(),
                compressors.stream().map(Compressor::name).toList(),
                minPingIntervalMillis,
                maxMethods);
        return new FramedSettings(hello, life, watermarkHighBytes, watermarkLowBytes, List.copyOf(compressors));
    }

    private GrpcSettings grpc(LifeSettings life) {
        return new GrpcSettings(
                life,
                watermarkHighBytes,
                watermarkLowBytes,
                maxFrameBytes,
                maxMessageBytes,
                maxMetadataBytes,
                maxConcurrentCalls,
                maxWaitingStreams,
                streamCreditBytes,
                Math.max(maxStreamWindowBytes, streamCreditBytes),
                creditOfConnection(),
                (int) Math.min(Integer.MAX_VALUE, Math.max(maxBufferedBytes, 2L * creditOfConnection())),
                maxResets,
                resetWindowSeconds,
                minPingIntervalMillis,
                List.copyOf(compressors));
    }

    private int creditOfConnection() {
        return Math.max(connectionCreditBytes, 2 * Hello.cost(maxMessageBytes));
    }

    private static int requireMillis(String name, Duration value, int minMillis) {
        return requireMillis(name, value, minMillis, MAX_TIMEOUT_MILLIS);
    }

    private static int requireMillis(String name, Duration value, int minMillis, int maxMillis) {
        long millis = TimeUnit.NANOSECONDS.toMillis(Deadline.nanosOf(value));
        return requireRange(name + " in ms", millis, minMillis, maxMillis);
    }

    private static int requireRange(String name, long value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " " + value + " is not between " + min + " and " + max);
        }
        return (int) value;
    }
}
