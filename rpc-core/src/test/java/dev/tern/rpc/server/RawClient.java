package dev.tern.rpc.server;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextMarshaller;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import dev.tern.rpc.transport.Transport;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client below the runtime: sends what no stub would. */
final class RawClient implements StreamListener {
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final Stream stream;

    /** Opens a stream for a method, as if it were of another kind. */
    RawClient(Transport transport, SocketAddress address, MethodDescriptor<?, ?> method, MethodKind kind) {
        CompletableFuture<ClientConnection> connection = new CompletableFuture<>();
        transport.connect(address, new ConnectionListener() {
            @Override
            public void onReady(ClientConnection made) {
                connection.complete(made);
            }

            @Override
            public void onDraining() {}

            @Override
            public void onClosed(Status reason) {
                connection.completeExceptionally(reason.asException());
            }
        });
        stream = Await.value(connection)
                .open(new RequestHead(method.fullName(), kind, RequestHead.NO_TIMEOUT, Metadata.EMPTY), this);
    }

    /** Sends a request that is not said to be the last. */
    void send(String request) {
        stream.send(new Text(request), TextMarshaller.BYTES, false);
    }

    void halfClose() {
        stream.halfClose();
    }

    void cancel() {
        stream.cancel(Status.of(StatusCode.CANCELLED));
    }

    /** The sizes of the replies so far, in bytes. */
    List<Integer> sizes() {
        return sizes;
    }

    /** How the call ended. */
    Status end() {
        return Await.value(end);
    }

    @Override
    public void onHeaders(Metadata headers) {}

    @Override
    public void onMessage(InboundMessage message) {
        sizes.add(message.size());
        message.discard();
    }

    @Override
    public void onHalfClose() {
        throw new AssertionError("never on a client");
    }

    @Override
    public void onReady() {}

    @Override
    public void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        end.complete(status);
    }
}
