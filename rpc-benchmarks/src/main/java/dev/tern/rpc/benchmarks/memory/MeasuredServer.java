package dev.tern.rpc.benchmarks.memory;

import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.netty.NettyTransport;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.Handlers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server in a process of its own, asked by lines on its standard input: {@code now}, {@code gc} (what it takes, {@link
 * Memory#line}), {@code held} (how many streams it has) and {@code histogram}. Ends with its input.
 */
final class MeasuredServer {
    /** As many as there may be; the limits of the process come first. */
    private static final int MANY = 1_000_000;

    private static final int MESSAGE_BYTES = 64 * 1_024;
    private static final int HISTOGRAM_LINES = 24;

    /** Calls of {@link Methods#HOLD} that have come. Any thread. */
    private static final AtomicInteger HELD = new AtomicInteger();

    /** What ends a histogram on the output. */
    static final String END = ".";

    private MeasuredServer() {}

    public static void main(String[] arguments) throws IOException {
        ServiceBinding memory = ServiceBinding.builder(Methods.DESCRIPTOR)
                .add(Methods.HOLD, call -> {
                    call.listen(message -> {});
                    HELD.incrementAndGet();
                })
                .add(Methods.POUR, Handlers.serverStreaming((request, replies, call) -> {
                    byte[] message = new byte[MESSAGE_BYTES];
                    long left = Long.parseLong(new String(request, StandardCharsets.US_ASCII));
                    for (; left > 0; left -= MESSAGE_BYTES) {
                        replies.send(message);
                    }
                }))
                .build();
        try (NettyTransport transport = NettyTransport.builder()
                        .maxConnections(MANY)
                        .maxConcurrentCalls(MANY)
                        .build();
                Server server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .transport(transport)
                        .maxCallsInFlight(MANY)
                        .add(memory)
                        .start()) {
            System.out.println(server.port());
            answer();
        }
    }

    private static void answer() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "now" -> System.out.println(Memory.now().line());
                case "held" -> System.out.println(HELD.get());
                case "gc" -> System.out.println(Memory.afterCollection().line());
                default -> {
                    Memory.histogram(HISTOGRAM_LINES).forEach(System.out::println);
                    System.out.println(END);
                }
            }
        }
    }
}
