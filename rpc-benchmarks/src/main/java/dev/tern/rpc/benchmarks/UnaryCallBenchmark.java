package dev.tern.rpc.benchmarks;

import com.google.protobuf.ByteString;
import dev.tern.rpc.benchmarks.proto.EchoRpc;
import dev.tern.rpc.benchmarks.proto.Payload;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A unary call of 32 bytes each way with a deadline, as production makes them. Client and server share the process, so the gc
 * profiler's bytes per operation are those of both ends.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms512m", "-Xmx512m"})
@SuppressWarnings("NullAway.Init") // JMH has @Setup run first
public class UnaryCallBenchmark {
    private static final int IN_FLIGHT = 64;

    /** Where the calls go. */
    @Param({"IN_PROCESS", "NATIVE", "GRPC"})
    public String link = "";

    /** Where handlers and callbacks run. */
    @Param({"direct", "pool"})
    public String executor = "";

    private final Payload request =
            Payload.newBuilder().setData(ByteString.copyFrom(new byte[32])).build();
    private EchoLink.Ends ends;
    private EchoRpc.BlockingStub blocking;
    private EchoRpc.AsyncStub async;

    /** Starts both ends. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        ends = EchoLink.valueOf(link).open(executor.equals("direct"));
        blocking = EchoRpc.blockingStub(ends.channel()).withDeadlineAfter(Duration.ofSeconds(10));
        async = EchoRpc.asyncStub(ends.channel()).withDeadlineAfter(Duration.ofSeconds(10));
    }

    /** Stops both ends. */
    @TearDown(Level.Trial)
    public void close() {
        ends.close();
    }

    /** One call at a time, by the blocking stub. */
    @Benchmark
    @Threads(1)
    public Payload blocking() {
        return blocking.echo(request);
    }

    /** 64 calls at a time on one connection, by futures. */
    @Benchmark
    @Threads(1)
    @OperationsPerInvocation(IN_FLIGHT)
    public void futures() {
        CompletableFuture<?>[] replies = new CompletableFuture<?>[IN_FLIGHT];
        for (int i = 0; i < IN_FLIGHT; i++) {
            replies[i] = async.echo(request);
        }
        CompletableFuture.allOf(replies).join();
    }
}
