package dev.tern.rpc.benchmarks.memory;

import dev.tern.rpc.Status;
import dev.tern.rpc.netty.NettyTransport;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.ConnectionListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Many connections to one server on which nothing happens: what each takes on either side. Arguments: wire, number. */
final class IdleConnections {
    /** Less than what the kernel lets wait to be accepted. */
    private static final int AT_A_TIME = 200;

    private static final int PATIENCE_SECONDS = 60;
    private static final int HISTOGRAM_LINES = 24;

    private IdleConnections() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Protocol wire = Protocol.valueOf(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        try (ServerProcess server = ServerProcess.start("1g");
                NettyTransport transport =
                        NettyTransport.builder().protocol(wire).build()) {
            String[] target = server.target().split(":", 2);
            InetSocketAddress address = new InetSocketAddress(target[0], Integer.parseInt(target[1]));
            open(transport, address, AT_A_TIME);
            Memory clientBefore = Memory.afterCollection();
            Memory serverBefore = server.afterCollection();
            open(transport, address, count);
            System.out.println(wire + ", " + count + " idle connections, each");
            System.out.println("  client: " + clientBefore.perEach(Memory.afterCollection(), count));
            System.out.println("  server: " + serverBefore.perEach(server.afterCollection(), count));
            System.out.println("client");
            Memory.histogram(HISTOGRAM_LINES).forEach(System.out::println);
            System.out.println("server");
            server.histogram().forEach(System.out::println);
        }
    }

    private static void open(NettyTransport transport, InetSocketAddress address, int count)
            throws InterruptedException {
        Semaphore room = new Semaphore(AT_A_TIME);
        for (int i = 0; i < count; i++) {
            acquire(room, 1);
            transport.connect(address, new ConnectionListener() {
                @Override
                public void onReady(ClientConnection connection) {
                    room.release();
                }

                @Override
                public void onDraining() {}

                @Override
                public void onClosed(Status reason) {
                    System.err.println("a connection has ended: " + reason);
                }
            });
        }
        acquire(room, AT_A_TIME);
    }

    private static void acquire(Semaphore room, int permits) throws InterruptedException {
        if (!room.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not connected in " + PATIENCE_SECONDS + " s; is ulimit -n high enough?");
        }
    }
}
