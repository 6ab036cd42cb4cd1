package dev.tern.rpc.netty;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.ListeningPort;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerConnectionListener;
import dev.tern.rpc.transport.ServerStream;
import dev.tern.rpc.transport.StreamListener;
import dev.tern.rpc.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server at the SPI's height. {@code /echo} methods are answered on the event loop; any other call is put in {@link
 * #calls} for the test to play the application.
 */
public final class TestServer implements ConnectionAcceptor, AutoCloseable {
    /** One call that has come. */
    public record Call(ServerStream stream, RequestHead head, Heard heard) {}

    /** One connection that has come. */
    public record Accepted(Connection connection, CompletableFuture<Status> closed) {}

    /** Calls of methods other than echo. */
    public final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    /** All connections. */
    public final BlockingQueue<Accepted> connections = new LinkedBlockingQueue<>();

    private final ListeningPort port;
    private final boolean holding;

    private TestServer(Transport transport, boolean holding) throws IOException {
        this.holding = holding;
        this.port = transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this);
    }

    /** A server that decodes messages as they come. */
    public static TestServer on(Transport transport) throws IOException {
        return new TestServer(transport, false);
    }

    /** A server that leaves messages to the test. */
    public static TestServer holding(Transport transport) throws IOException {
        return new TestServer(transport, true);
    }

    /** Where it listens. */
    public SocketAddress address() {
        return port.address();
    }

    /** The port's number. */
    public int portNumber() {
        return ((InetSocketAddress) port.address()).getPort();
    }

    /** The next call. */
    public Call call() {
        return take(calls);
    }

    /** The next connection. */
    public Accepted accepted() {
        return take(connections);
    }

    private static <T> T take(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public ServerConnectionListener onConnection(Connection connection) {
        Accepted accepted = new Accepted(connection, new CompletableFuture<>());
        connections.add(accepted);
        return new ServerConnectionListener() {
            @Override
            public StreamListener onStream(ServerStream stream, RequestHead head) {
                if (head.method().endsWith("/echo")) {
                    return new Echo(stream);
                }
                Heard heard = holding ? Heard.holding() : Heard.of();
                calls.add(new Call(stream, head, heard));
                return heard;
            }

            @Override
            public void onClosed(Status reason) {
                accepted.closed().complete(reason);
            }
        };
    }

    @Override
    public void close() {
        port.close();
    }

    /** Answers its first message with the same. */
    private static final class Echo implements StreamListener {
        private final ServerStream stream;

        Echo(ServerStream stream) {
            this.stream = stream;
        }

        @Override
        public void onHeaders(Metadata headers) {}

        @Override
        public void onMessage(InboundMessage message) {
            stream.reply(message.decode(BytesMarshaller.BYTES), BytesMarshaller.BYTES, Metadata.EMPTY);
        }

        @Override
        public void onHalfClose() {}

        @Override
        public void onReady() {}

        @Override
        public void onClosed(Status status, Metadata trailers, dev.tern.rpc.Origin origin, boolean neverSent) {}
    }
}
