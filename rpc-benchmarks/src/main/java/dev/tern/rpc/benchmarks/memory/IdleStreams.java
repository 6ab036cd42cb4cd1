package dev.tern.rpc.benchmarks.memory;

import dev.tern.rpc.Outcome;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Many bidi streams on one connection on which nothing happens: what each takes on either side. Arguments: wire, number. */
final class IdleStreams {
    private static final int WARM_UP = 1_000;
    private static final int HISTOGRAM_LINES = 24;

    private static final int POLL_MILLIS = 100;
    private static final int PATIENCE_SECONDS = 120;

    /** Whether streams may end now. Written by the main thread. */
    private static volatile boolean measured;

    private static final ClientCallListener<byte[]> LISTENER = new ClientCallListener<>() {
        @Override
        public void onMessage(byte[] message) {}

        @Override
        public void onClose(Outcome outcome) {
            if (!measured) {
                System.err.println("a stream has ended: " + outcome);
            }
        }
    };

    private IdleStreams() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Protocol wire = Protocol.valueOf(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        try (ServerProcess server = ServerProcess.start("1g");
                ClientChannel channel = NettyChannel.builder(server.target())
                        .protocol(wire)
                        .maxWaitingCalls(2 * count)
                        .maxCallsPerConnection(2 * count)
                        .build()) {
            List<ClientCall<byte[], byte[]>> calls = new ArrayList<>(count + WARM_UP);
            open(server, channel, calls, WARM_UP);
            Memory clientBefore = Memory.afterCollection();
            Memory serverBefore = server.afterCollection();
            open(server, channel, calls, count);
            System.out.println(wire + ", " + count + " idle bidi streams on one connection, each");
            System.out.println("  client: " + clientBefore.perEach(Memory.afterCollection(), count));
            System.out.println("  server: " + serverBefore.perEach(server.afterCollection(), count));
            System.out.println("client, " + calls.size() + " calls");
            Memory.histogram(HISTOGRAM_LINES).forEach(System.out::println);
            System.out.println("server");
            server.histogram().forEach(System.out::println);
            measured = true;
        }
    }

    private static void open(
            ServerProcess server, ClientChannel channel, List<ClientCall<byte[], byte[]>> calls, int count)
            throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            ClientCall<byte[], byte[]> call =
                    channel.newCall(Methods.HOLD, CallOptions.DEFAULT.withWaiting(CallOptions.Waiting.WAIT_FOR_READY));
            call.start(LISTENER, channel.executor());
            calls.add(call);
        }
        for (int polls = 0; server.held() < calls.size(); polls++) {
            if (polls * POLL_MILLIS > PATIENCE_SECONDS * 1_000) {
                throw new IllegalStateException(server.held() + " of " + calls.size() + " streams have come");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
