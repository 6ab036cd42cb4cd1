package dev.tern.rpc.benchmarks.peers.thrift;

import dev.tern.rpc.benchmarks.compare.harness.Completion;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.apache.thrift.async.TAsyncClientManager;
import org.apache.thrift.transport.TNonblockingSocket;

/** Calls by callbacks, on as many connections as there are calls at a time, all of them on one event loop. */
final class EchoClient implements PeerClient {
    private static final long TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(Peer.DEADLINE_SECONDS);

    private final TAsyncClientManager loop = new TAsyncClientManager();
    private final List<EchoConnection> connections = new ArrayList<>();

    /** Those without a call. */
    private final Queue<EchoConnection> idle = new ConcurrentLinkedQueue<>();

    private final Payload request;

    EchoClient(int port, int calls, Payload request) throws IOException, TException {
        this.request = request;
        for (int i = 0; i < calls; i++) {
            connections.add(new EchoConnection(loop, new TNonblockingSocket(Peer.HOST, port), TIMEOUT_MILLIS));
        }
        idle.addAll(connections);
    }

    @Override
    public void call(Completion done) throws TException {
        EchoConnection connection = idle.remove();
        connection.echo(request, new Callback(connection, done));
    }

    @Override
    public void oneWay(Completion done) throws TException {
        EchoConnection connection = idle.remove();
        connection.note(request, new Callback(connection, done));
    }

    @Override
    public void close() {
        loop.stop();
        connections.forEach(EchoConnection::close);
    }

    private final class Callback implements AsyncMethodCallback<Payload> {
        private final EchoConnection connection;
        private final Completion done;

        Callback(EchoConnection connection, Completion done) {
            this.connection = connection;
            this.done = done;
        }

        @Override
        public void onComplete(Payload payload) {
            idle.add(connection);
            done.succeeded(payload.bytes());
        }

        /** The connection is of no use any more. */
        @Override
        public void onError(Exception failure) {
            done.failed(failure);
        }
    }
}
