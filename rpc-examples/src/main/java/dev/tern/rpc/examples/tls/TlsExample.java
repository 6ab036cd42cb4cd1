package dev.tern.rpc.examples.tls;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.TlsSession;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.CertificateFiles;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.netty.ClientCertificates;
import dev.tern.rpc.netty.ClientTls;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.netty.ServerTls;
import dev.tern.rpc.server.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;

/** A server with TLS that knows its clients by their certificates, if they have any, and greets them by those. */
public final class TlsExample implements GreeterRpc.Service {
    private TlsExample() {}

    @Override
    public HelloReply sayHello(HelloRequest request, CallContext call) {
        String name = call.tls()
                .flatMap(TlsSession::peerCertificate)
                .map(X509Certificate::getSubjectX500Principal)
                .map(Object::toString)
                .orElse("stranger");
        return HelloReply.newBuilder().setMessage("Hello, " + name).build();
    }

    /**
     * Runs the example.
     *
     * @param arguments ignored
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("tern-tls-example");
        CertificateFiles server = CertificateFiles.make(folder, "server");
        CertificateFiles ada = CertificateFiles.make(folder, "ada");
        ServerTls tls = ServerTls.of(server.chain(), server.key())
                .clientCertificates(ClientCertificates.OPTIONAL, ada.chain())
                .reloading(Duration.ofMinutes(1));
        try (Server started = NettyServer.on(0)
                .tls(tls)
                .add(GreeterRpc.bind(new TlsExample()))
                .start()) {
            String target = "localhost:" + started.port();
            ClientTls anonymous = ClientTls.trusting(server.chain());
            ClientTls certified = anonymous.withCertificate(ada.chain(), ada.key());
            for (Protocol wire : Protocol.values()) {
                try (ClientChannel strangers = NettyChannel.builder(target)
                                .protocol(wire)
                                .tls(anonymous)
                                .build();
                        ClientChannel friends = NettyChannel.builder(target)
                                .protocol(wire)
                                .tls(certified)
                                .build()) {
                    Check.that(greeting(strangers).equals("Hello, stranger"), "a client needs no certificate here");
                    Check.that(
                            greeting(friends).equals("Hello, CN=ada"),
                            "the handler sees the certificate of one that has");
                }
            }
            System.out.println("without TLS: " + failureWithoutTls(target));
        }
    }

    private static String greeting(ClientChannel channel) {
        String message = GreeterRpc.blockingStub(channel)
                .sayHello(HelloRequest.getDefaultInstance())
                .getMessage();
        System.out.println(message);
        return message;
    }

    private static String failureWithoutTls(String target) {
        try (ClientChannel channel = NettyChannel.to(target)) {
            GreeterRpc.blockingStub(channel).sayHello(HelloRequest.getDefaultInstance());
            throw new AssertionError("the server takes calls without TLS");
        } catch (RpcException failure) {
            return failure.status().message();
        }
    }
}
