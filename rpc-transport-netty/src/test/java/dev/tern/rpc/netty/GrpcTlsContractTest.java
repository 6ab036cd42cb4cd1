package dev.tern.rpc.netty;

/** The gRPC wire over TLS by BoringSSL; {@link NativeTlsContractTest} has the JDK's. */
class GrpcTlsContractTest extends NettyContractTest {
    GrpcTlsContractTest() {
        super(settings -> settings.protocol(Protocol.GRPC)
                .tls(TestCertificates.server().provider(TlsProvider.OPENSSL))
                .tls(TestCertificates.client().provider(TlsProvider.OPENSSL)));
    }
}
