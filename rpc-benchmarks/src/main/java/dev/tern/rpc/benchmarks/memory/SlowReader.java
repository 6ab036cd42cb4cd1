package dev.tern.rpc.benchmarks.memory;

import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.MessageStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A long stream of replies whose reader takes one message a second at first, and then all as fast as they come: what the server
 * takes meanwhile, each second. Arguments: wire, GiB, seconds to be slow for.
 */
final class SlowReader {
    private static final int SECOND_MILLIS = 1_000;

    private SlowReader() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Protocol wire = Protocol.valueOf(arguments[0]);
        long total = Long.parseLong(arguments[1]) << 30;
        int slowSeconds = Integer.parseInt(arguments[2]);
        AtomicLong received = new AtomicLong();
        try (ServerProcess server = ServerProcess.start("256m");
                ClientChannel channel =
                        NettyChannel.builder(server.target()).protocol(wire).build()) {
            Thread sampler = new Thread(() -> sample(server, received), "sampler");
            sampler.setDaemon(true);
            byte[] request = Long.toString(total).getBytes(StandardCharsets.US_ASCII);
            try (MessageStream<byte[]> replies =
                    BlockingCalls.serverStreaming(channel, CallOptions.DEFAULT, Methods.POUR, request)) {
                sampler.start();
                for (int i = 0; i < slowSeconds; i++) {
                    received.addAndGet(replies.next().length);
                    Thread.sleep(SECOND_MILLIS);
                }
                long begun = System.nanoTime();
                while (replies.hasNext()) {
                    received.addAndGet(replies.next().length);
                }
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                System.out.printf(
                        Locale.ROOT,
                        "%s: %,d bytes; fast part %,d ms, %,d MB/s%n",
                        wire,
                        received.get(),
                        millis,
                        received.get() / 1_000 / Math.max(1, millis));
            }
            sampler.interrupt();
            sampler.join();
        }
    }

    private static void sample(ServerProcess server, AtomicLong received) {
        try {
            for (int second = 0; ; second++) {
                Memory now = server.now();
                System.out.printf(
                        Locale.ROOT,
                        "%3d s  received %,7d MiB  server: heap %,4d MiB  direct %,4d MiB  rss %,4d MiB%n",
                        second,
                        received.get() >> 20,
                        now.heap() >> 20,
                        now.direct() >> 20,
                        now.rss() >> 20);
                Thread.sleep(SECOND_MILLIS);
            }
        } catch (InterruptedException | IOException end) {
            // The stream is over.
        }
    }
}
