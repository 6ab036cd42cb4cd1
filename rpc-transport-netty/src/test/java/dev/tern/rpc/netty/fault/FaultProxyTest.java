package dev.tern.rpc.netty.fault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.contract.Await;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bad network is as bad as it is told to be, and no worse. */
@Timeout(60)
class FaultProxyTest {
    private static final int TIMEOUT_MILLIS = 10_000;

    private ServerSocket port;
    private FaultProxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void listen() throws IOException {
        port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void everythingEnds() throws IOException {
        for (AutoCloseable open : new AutoCloseable[] {client, server, port}) {
            close(open);
        }
        proxy.close();
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().startsWith("fault-proxy")),
                "threads are left");
    }

    private void connectThrough(Link toServer, Link toClient) throws IOException {
        proxy = FaultProxy.to(port.getLocalSocketAddress(), 7, toServer, toClient);
        connect();
    }

    private void connect() throws IOException {
        client = new Socket(proxy.address().getAddress(), proxy.address().getPort());
        server = port.accept();
        client.setSoTimeout(TIMEOUT_MILLIS);
        server.setSoTimeout(TIMEOUT_MILLIS);
        client.setTcpNoDelay(true);
    }

    @Test
    void bytesPassUnchangedThoughInOddChunksAndLate() throws IOException {
        Link odd = Link.CLEAR.withMaxChunkBytes(3_000).withJitter(Duration.ofMillis(1));
        connectThrough(odd, odd);
        byte[] there = random(200_000);
        byte[] back = random(100_000);
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
            write(client, there);
            write(server, back);
        });
        assertArrayEquals(there, server.getInputStream().readNBytes(there.length));
        assertArrayEquals(back, client.getInputStream().readNBytes(back.length));
        Await.value(written);
        // The proxy counts what it has passed on, when the other side may have it already.
        Await.until("all is counted there", () -> proxy.passed(Direction.TO_SERVER) == there.length);
        Await.until("all is counted back", () -> proxy.passed(Direction.TO_CLIENT) == back.length);
    }

    @Test
    void latencyIsPaidOnEachWay() throws IOException {
        Link far = Link.CLEAR.withLatency(Duration.ofMillis(20));
        connectThrough(far, far);
        long start = System.nanoTime();
        write(client, new byte[1]);
        server.getInputStream().read();
        write(server, new byte[1]);
        client.getInputStream().read();
        long tookMillis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(tookMillis >= 40, tookMillis + " ms");
    }

    @Test
    void noMoreThanTheBandwidthPasses() throws IOException {
        connectThrough(Link.CLEAR.withBytesPerSecond(1_000_000), Link.CLEAR);
        long start = System.nanoTime();
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(client, new byte[150_000]));
        server.getInputStream().readNBytes(150_000);
        long tookMillis = (System.nanoTime() - start) / 1_000_000;
        Await.value(written);
        assertTrue(tookMillis >= 149, tookMillis + " ms");
    }

    @Test
    void slowReaderHasItsPeersSocketFill() throws IOException {
        proxy = FaultProxy.to(port.getLocalSocketAddress(), 7, Link.slowReader(1_000), Link.CLEAR);
        try (SocketChannel channel = SocketChannel.open(proxy.address())) {
            channel.configureBlocking(false);
            long written = 0;
            int count;
            do {
                count = channel.write(ByteBuffer.allocate(64 * 1024));
                written += count;
            } while (count > 0);
            assertTrue(written < 16 * 1024 * 1024, written + " bytes fit");
        }
    }

    @Test
    void resetAfterSoManyBytesHasBothSidesFail() throws IOException {
        connectThrough(Link.CLEAR, Link.CLEAR);
        CompletableFuture<Void> struck = proxy.strikeAfter(Direction.TO_SERVER, 1_000, Fault.RESET);
        write(client, new byte[999]);
        assertEquals(999, server.getInputStream().readNBytes(999).length);
        assertFalse(struck.isDone());
        write(client, new byte[500]);
        Await.value(struck);
        assertThrows(SocketException.class, () -> server.getInputStream().readAllBytes());
        assertThrows(SocketException.class, () -> client.getInputStream().readAllBytes());
        Await.until("the connection is gone", () -> proxy.connections() == 0);
    }

    @Test
    void finAfterSoManyBytesComesBehindThem() throws IOException {
        connectThrough(Link.CLEAR, Link.CLEAR);
        proxy.strikeAfter(Direction.TO_SERVER, 1_000, Fault.FIN);
        write(client, new byte[5_000]);
        assertEquals(1_000, server.getInputStream().readAllBytes().length);
        assertEquals(-1, client.getInputStream().read());
        close(client);
        close(server);
        Await.until("the connection is gone", () -> proxy.connections() == 0);
    }

    @Test
    void halfClosedDirectionEndsAndTheOtherGoesOn() throws IOException {
        connectThrough(Link.CLEAR, Link.CLEAR);
        proxy.strike(Fault.HALF_CLOSE, Direction.TO_SERVER);
        assertEquals(-1, server.getInputStream().read());
        write(client, new byte[5_000]);
        write(server, new byte[] {9});
        assertEquals(9, client.getInputStream().read());
    }

    @Test
    void halfCloseOfOneSideReachesTheOther() throws IOException {
        connectThrough(Link.CLEAR, Link.CLEAR);
        write(server, new byte[5]);
        server.shutdownOutput();
        assertEquals(5, client.getInputStream().readAllBytes().length);
        write(client, new byte[] {9});
        assertEquals(9, server.getInputStream().read());
        client.close();
        assertEquals(-1, server.getInputStream().read());
        Await.until("the connection is gone", () -> proxy.connections() == 0);
    }

    @Test
    void resetByOneSideReachesTheOther() throws IOException {
        connectThrough(Link.CLEAR, Link.CLEAR);
        server.setSoLinger(true, 0);
        server.close();
        assertThrows(SocketException.class, () -> client.getInputStream().read());
    }

    @Test
    void blackHoleTellsNeitherSideOfTheOther() throws IOException {
        connectThrough(Link.CLEAR, Link.CLEAR);
        proxy.swallowEverything();
        write(client, new byte[100]);
        client.close();
        server.setSoTimeout(20);
        assertThrows(SocketTimeoutException.class, () -> server.getInputStream().read());
        try (Socket next =
                new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
            next.setSoTimeout(20);
            assertThrows(
                    SocketTimeoutException.class, () -> next.getInputStream().read());
        }
        assertEquals(2, proxy.connections());
        proxy.passNewConnections();
        try (Socket next =
                new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
            write(next, new byte[] {9});
            // Before that comes the one which was swallowed as soon as it had reached the server.
            try (Socket swallowed = port.accept();
                    Socket passed = port.accept()) {
                passed.setSoTimeout(TIMEOUT_MILLIS);
                assertEquals(9, passed.getInputStream().read());
                assertFalse(swallowed.isClosed());
            }
        }
    }

    @Test
    void refusesConnectionsAndAcceptsThemAgain() throws IOException {
        connectThrough(Link.CLEAR, Link.CLEAR);
        proxy.refuseConnections();
        assertThrows(
                ConnectException.class,
                () -> new Socket(proxy.address().getAddress(), proxy.address().getPort()));
        write(client, new byte[] {9});
        assertEquals(9, server.getInputStream().read());
        proxy.acceptConnections();
        close(client);
        close(server);
        connect();
        write(client, new byte[] {8});
        assertEquals(8, server.getInputStream().read());
    }

    @Test
    void clientOfNoServerIsReset() throws IOException {
        proxy = FaultProxy.to(port.getLocalSocketAddress());
        port.close();
        client = new Socket(proxy.address().getAddress(), proxy.address().getPort());
        client.setSoTimeout(TIMEOUT_MILLIS);
        assertThrows(SocketException.class, () -> client.getInputStream().read());
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new Random(1).nextBytes(random);
        return random;
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void close(AutoCloseable open) throws IOException {
        if (open != null) {
            try {
                open.close();
            } catch (IOException gone) {
                throw gone;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
