package dev.tern.rpc.server;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.ListeningPort;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerConnectionListener;
import dev.tern.rpc.transport.StreamListener;
import dev.tern.rpc.transport.Transport;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Both ends of a server's wire in a test's hands: one peer that calls what it likes, and hears each word said to it. */
final class ScriptedPeer implements Transport, ListeningPort, Connection {
    static final SocketAddress ADDRESS = InProcessAddress.of("scripted");

    private @Nullable ServerConnectionListener listener;

    /** A call, on the stream that the server answers. */
    StreamListener call(ScriptedServerStream stream, MethodDescriptor<?, ?> method, MethodKind kind, String encoding) {
        RequestHead head =
                new RequestHead(method.fullName(), kind, RequestHead.NO_TIMEOUT, Metadata.EMPTY, encoding, null);
        return Objects.requireNonNull(listener).onStream(stream, head);
    }

    /** A request as it comes from a wire. */
    static InboundMessage message(Text text, boolean compressed) {
        byte[] bytes = text.value().getBytes(StandardCharsets.UTF_8);
        return new InboundMessage() {
            @Override
            public int size() {
                return bytes.length;
            }

            @Override
            public boolean isCompressed() {
                return compressed;
            }

            @Override
            public <T> T decode(Marshaller<T> marshaller) {
                return marshaller.read(ByteBuffer.wrap(bytes));
            }

            @Override
            public void discard() {}
        };
    }

    @Override
    public ListeningPort listen(SocketAddress address, ConnectionAcceptor acceptor) {
        listener = acceptor.onConnection(this);
        return this;
    }

    @Override
    public void connect(SocketAddress address, ConnectionListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress address() {
        return ADDRESS;
    }

    @Override
    public SocketAddress peer() {
        return InProcessAddress.of("peer");
    }

    @Override
    public void drain() {}

    @Override
    public void close(Status reason) {}

    @Override
    public void close() {}
}
