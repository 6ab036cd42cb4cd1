package dev.tern.rpc.netty.grpc;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.Connecting;
import dev.tern.rpc.netty.CountedTransport;
import dev.tern.rpc.netty.Heard;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.netty.ScriptedPeer;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** A client of bad servers. After each test nothing leaked. Sections are those of RFC 9113 unless a test says otherwise. */
class BadHttp2Servers {
    static final int MAX_MESSAGE_BYTES = 100_000;

    /** The stream of a client's first call: 1 is left to upgrades from HTTP/1.1. */
    static final int FIRST = 3;

    static final int SECOND = 5;

    final CountedTransport transport = CountedTransport.of(settings -> settings.protocol(Protocol.GRPC)
            .maxMessageBytes(MAX_MESSAGE_BYTES)
            .connectionCreditBytes(200_128)
            .handshakeTimeout(Duration.ofSeconds(1)));
    final ServerSocket port = ScriptedPeer.port();
    final Connecting connecting = Connecting.to(transport.get(), ScriptedPeer.addressOf(port));

    @AfterEach
    void nothingIsLeft() throws IOException {
        port.close();
        transport.close();
    }

    /** The server's end, after a proper handshake. */
    final Http2Peer serve(int... settings) {
        Http2Peer peer = Http2Peer.serverOn(port, settings);
        connecting.connection();
        return peer;
    }

    static RequestHead head(MethodKind kind) {
        return new RequestHead("a/b", kind, RequestHead.NO_TIMEOUT, Metadata.EMPTY);
    }

    /** Makes a call of one request, which the server has seen the head of when this returns. */
    final Heard call(Http2Peer peer, MethodKind kind) {
        Heard heard = Heard.of();
        Stream stream = connecting.connection().open(head(kind), heard);
        stream.send(new byte[1], BYTES, true);
        peer.read(HEADERS);
        return heard;
    }

    /** How a call ended; what came before is passed over. */
    static Heard.Closed end(Heard heard) {
        List<Heard.Event> before = new ArrayList<>();
        Heard.Event event = heard.any();
        while (!event.name().equals("closed")) {
            before.add(event);
            event = heard.any();
        }
        assertTrue(before.size() < 100, before::toString);
        return (Heard.Closed) event.value();
    }

    /** How the first call ends by what a server does; the connection lives and carries another. */
    final Heard.Closed ended(Consumer<Http2Peer> reply) {
        try (Http2Peer peer = serve()) {
            Heard heard = call(peer, MethodKind.UNARY);
            reply.accept(peer);
            Heard.Closed closed = end(heard);
            expectCall(peer);
            return closed;
        }
    }

    /** As {@link #ended}, with this code. */
    final Status endedWith(StatusCode code, Consumer<Http2Peer> reply) {
        Heard.Closed closed = ended(reply);
        assertEquals(code, closed.status().code(), closed::toString);
        assertFalse(closed.neverSent(), closed::toString);
        return closed.status();
    }

    /** What ends the connection with one of the codes, and the calls on it with INTERNAL. */
    final void connectionError(Consumer<Http2Peer> wrong, Http2Error... codes) {
        try (Http2Peer peer = serve()) {
            Heard heard = call(peer, MethodKind.UNARY);
            wrong.accept(peer);
            peer.expectGoAway(codes);
            Heard.Closed closed = end(heard);
            assertEquals(StatusCode.INTERNAL, closed.status().code(), closed::toString);
            assertEquals(StatusCode.INTERNAL, Connecting.get(connecting.closed).code());
        }
    }

    /** Makes sure that the connection lives. */
    final void expectCall(Http2Peer peer) {
        Heard heard = Heard.of();
        connecting.connection().open(head(MethodKind.UNARY), heard).send(new byte[1], BYTES, true);
        int id = peer.read(HEADERS).streamId();
        peer.headers(id, HeaderBlock.response())
                .data(id, Http2Peer.message(2))
                .lastHeaders(id, HeaderBlock.trailers(0));
        assertEquals(StatusCode.OK, end(heard).status().code());
    }
}
