package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.ServiceDescriptor;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.Authorization;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.CallCredentials;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a handler is told of who calls, by TLS and by the call's credentials, over both wires. */
class CallerIdentityTest {
    private static final MethodDescriptor<byte[], byte[]> WHO =
            MethodDescriptor.of(MethodKind.UNARY, "test.Identity", "Who", BYTES, BYTES);
    private static final CallCredentials TOKEN = CallCredentials.bearer(() -> "sesame");

    private final CountedTransport transport = CountedTransport.create();

    @AfterEach
    void nothingIsLeft() {
        transport.close();
    }

    /** Answers with what it knows of its caller. */
    private static byte[] who(byte[] request, CallContext call) {
        String certified = call.tls()
                .map(tls -> tls.protocol()
                        + " "
                        + tls.peerCertificate()
                                .map(certificate ->
                                        certificate.getSubjectX500Principal().getName())
                                .orElse("nobody"))
                .orElse("plaintext");
        String token = Authorization.bearerToken(call.metadata()).orElse("no token");
        return (certified + ", " + token).getBytes(StandardCharsets.UTF_8);
    }

    private NettyServer server() {
        return NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .transport(transport.get())
                .add(ServiceBinding.builder(new ServiceDescriptor("test.Identity", List.of(WHO)))
                        .add(WHO, Handlers.unary(CallerIdentityTest::who))
                        .build());
    }

    private ClientChannel channel(Server server, Protocol wire, UnaryOperator<NettyChannel> settings) {
        return settings.apply(NettyChannel.builder("127.0.0.1:" + server.port())
                        .transport(transport.get())
                        .protocol(wire))
                .build();
    }

    private static String call(ClientChannel channel, CallOptions options) {
        return new String(BlockingCalls.unary(channel, options, WHO, new byte[0]), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerSeesTheClientsCertificateAndItsToken(Protocol wire) throws IOException {
        ServerTls asking =
                TestCertificates.server().clientCertificates(ClientCertificates.REQUIRED, TestCertificates.issuers());
        try (Server server = server().tls(asking).start();
                ClientChannel channel =
                        channel(server, wire, settings -> settings.tls(TestCertificates.clientWithCertificate()))) {
            assertEquals("TLSv1.3 CN=client, sesame", call(channel, CallOptions.DEFAULT.withCredentials(TOKEN)));
            assertEquals("TLSv1.3 CN=client, no token", call(channel, CallOptions.DEFAULT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsNotSentInPlaintextUnlessItMayBe(Protocol wire) throws IOException {
        try (Server server = server().start();
                ClientChannel channel = channel(server, wire, settings -> settings)) {
            RpcException refused =
                    assertThrows(RpcException.class, () -> call(channel, CallOptions.DEFAULT.withCredentials(TOKEN)));
            assertEquals(StatusCode.UNAUTHENTICATED, refused.code());
            assertTrue(refused.getMessage().contains("not sent in plaintext"), refused.getMessage());
            assertEquals(
                    "plaintext, sesame", call(channel, CallOptions.DEFAULT.withCredentials(TOKEN.allowPlaintext())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCallerIsToldWhenOneSideAloneHasTls(Protocol wire) throws IOException {
        try (Server secure = server().tls(TestCertificates.server()).start();
                Server plain = server().start();
                ClientChannel withoutTls = channel(secure, wire, settings -> settings);
                ClientChannel withTls = channel(plain, wire, settings -> settings.tls(TestCertificates.client()))) {
            RpcException tlsWanted = assertThrows(RpcException.class, () -> call(withoutTls, CallOptions.DEFAULT));
            assertEquals(StatusCode.UNAVAILABLE, tlsWanted.code());
            assertTrue(
                    tlsWanted.getMessage().contains("the server's port speaks TLS and the channel does not"),
                    tlsWanted.getMessage());
            RpcException noTls = assertThrows(RpcException.class, () -> call(withTls, CallOptions.DEFAULT));
            assertEquals(StatusCode.UNAVAILABLE, noTls.code());
            assertTrue(
                    noTls.getMessage().contains("the server's port speaks plaintext and the channel TLS"),
                    noTls.getMessage());
        }
    }
}
