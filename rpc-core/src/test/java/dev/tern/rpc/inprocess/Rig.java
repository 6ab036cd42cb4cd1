package dev.tern.rpc.inprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.ListeningPort;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerConnectionListener;
import dev.tern.rpc.transport.ServerStream;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client and a server with one connection between them, and what they hear. Closing it checks that nothing is left. */
final class Rig implements AutoCloseable, ConnectionListener, ConnectionAcceptor, ServerConnectionListener {
    static final InProcessAddress ADDRESS = InProcessAddress.of("greeter");

    /** One call, as the server has it. */
    record Served(ServerStream stream, RequestHead head, RecordedStream heard) {}

    final InProcessTransport transport;
    final ListeningPort port;
    final List<String> clientEvents = new CopyOnWriteArrayList<>();
    final List<String> serverEvents = new CopyOnWriteArrayList<>();
    final List<Served> served = new CopyOnWriteArrayList<>();
    final List<RecordedStream> recorded = new CopyOnWriteArrayList<>();

    /** What the server does when it is called, before it returns its listener. */
    volatile Consumer<Served> whenCalled = call -> {};

    /** If set, messages to the server are put here unread. */
    volatile @Nullable List<InboundMessage> unreadByServer;

    private volatile @Nullable ClientConnection client;
    private volatile @Nullable Connection server;

    Rig() {
        this(InProcessTransport.create());
    }

    Rig(InProcessTransport transport) {
        this.transport = transport;
        try {
            port = transport.listen(ADDRESS, this);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        transport.connect(ADDRESS, this);
    }

    ClientConnection client() {
        return Objects.requireNonNull(client);
    }

    Connection server() {
        return Objects.requireNonNull(server);
    }

    /** Opens a call that the given listener hears. */
    Stream open(MethodKind kind, RecordedStream listener) {
        return open(kind, Metadata.EMPTY, listener);
    }

    Stream open(MethodKind kind, Metadata metadata, RecordedStream listener) {
        recorded.add(listener);
        return client().open(new RequestHead("test.Greeter/Greet", kind, RequestHead.NO_TIMEOUT, metadata), listener);
    }

    /** The latest call the server was told of. */
    Served lastServed() {
        return served.get(served.size() - 1);
    }

    @Override
    public StreamListener onStream(ServerStream stream, RequestHead head) {
        RecordedStream heard = new RecordedStream();
        heard.unread = unreadByServer;
        recorded.add(heard);
        Served call = new Served(stream, head, heard);
        served.add(call);
        whenCalled.accept(call);
        return heard;
    }

    @Override
    public ServerConnectionListener onConnection(Connection connection) {
        server = connection;
        serverEvents.add("connection");
        return this;
    }

    @Override
    public void onReady(ClientConnection connection) {
        client = connection;
        clientEvents.add("ready");
    }

    @Override
    public void onDraining() {
        clientEvents.add("draining");
    }

    /** Both sides of the connection hear it here, the server first. */
    @Override
    public void onClosed(Status reason) {
        (serverEvents.contains("closed " + reason.code()) ? clientEvents : serverEvents).add("closed " + reason.code());
    }

    /** Closes the transport, then checks: every listener heard its end, in good order, and nothing is held. */
    @Override
    public void close() {
        transport.close();
        for (RecordedStream stream : recorded) {
            assertEquals(List.of(), stream.violations);
            assertNotNull(stream.status, "never heard the end: " + stream.events);
        }
        assertEquals(0, transport.liveStreams(), "live streams");
        assertEquals(0, transport.heldMessages(), "messages neither decoded nor discarded");
    }
}
