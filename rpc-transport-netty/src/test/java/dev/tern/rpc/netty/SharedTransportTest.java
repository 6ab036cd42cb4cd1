package dev.tern.rpc.netty;

import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Channels and servers with settings of their own on one transport. */
class SharedTransportTest {
    private final CountedTransport transport = CountedTransport.create();

    @AfterEach
    void nothingIsLeft() {
        transport.close();
    }

    private NettyServer server() {
        return NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .transport(transport.get())
                .add(TextService.echo().bind());
    }

    private NettyChannel channelTo(Server server) {
        return NettyChannel.builder("localhost:" + server.port()).transport(transport.get());
    }

    private static String ask(ClientChannel channel) {
        return BlockingCalls.unary(channel, CallOptions.DEFAULT, UNARY, new Text("hello"))
                .value();
    }

    @Test
    void portsAndChannelsWithTlsLiveBesideThoseWithout() throws IOException {
        try (Server open = server().start();
                Server closed = server().tls(TestCertificates.server()).start();
                ClientChannel toOpen = channelTo(open).build();
                ClientChannel toClosed =
                        channelTo(closed).tls(TestCertificates.client()).build();
                ClientChannel withoutTls = channelTo(closed).build()) {
            assertEquals("hello", ask(toOpen));
            assertEquals("hello", ask(toClosed));
            RpcException refused = assertThrows(RpcException.class, () -> ask(withoutTls));
            assertEquals(StatusCode.UNAVAILABLE, refused.status().code());
        }
    }

    @Test
    void aChannelClosesOnlyItsOwnConnections() throws IOException {
        try (Server server = server().start();
                ClientChannel stays = channelTo(server).build()) {
            assertEquals("hello", ask(stays));
            try (ClientChannel goes =
                    channelTo(server).protocol(Protocol.NATIVE).build()) {
                assertEquals("hello", ask(goes));
            }
            assertEquals("hello", ask(stays));
        }
    }
}
