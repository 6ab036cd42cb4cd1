package dev.tern.rpc.benchmarks.peers.thrift;

import dev.tern.rpc.benchmarks.compare.harness.Conditions;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.PeerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.server.TNonblockingServer;
import org.apache.thrift.transport.TNonblockingServerSocket;

/** Thrift. It has no streams, its non-blocking server has no TLS, and a connection takes one call at a time. Has no variant. */
public final class ThriftPeer implements Peer {
    /** All connections come at once. */
    private static final int BACKLOG = 1_024;

    public ThriftPeer(String variant) {
        if (!variant.isEmpty()) {
            throw new IllegalArgumentException("no variant '" + variant + "'");
        }
    }

    @Override
    public PeerServer serve(Conditions conditions) throws TException {
        TNonblockingServerSocket socket =
                new TNonblockingServerSocket(new TNonblockingServerSocket.NonblockingAbstractServerSocketArgs()
                        .bindAddr(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .backlog(BACKLOG));
        EchoProcessor processor = new EchoProcessor();
        TNonblockingServer server = new TNonblockingServer(new TNonblockingServer.Args(socket)
                .processor(processor)
                .protocolFactory(new TBinaryProtocol.Factory()));
        Thread thread = new Thread(server::serve, "server");
        thread.setDaemon(true);
        thread.start();
        return new Serving(server, socket, processor);
    }

    @Override
    public PeerClient connect(Conditions conditions, int port) throws IOException, TException {
        return new EchoClient(
                port,
                conditions.workload().inFlight(),
                Payload.of(conditions.workload().payloadBytes()));
    }

    private record Serving(TNonblockingServer server, TNonblockingServerSocket socket, EchoProcessor processor)
            implements PeerServer {
        @Override
        public int port() {
            return socket.getPort();
        }

        @Override
        public long received() {
            return processor.received();
        }

        @Override
        public void close() {
            server.stop();
        }
    }
}
