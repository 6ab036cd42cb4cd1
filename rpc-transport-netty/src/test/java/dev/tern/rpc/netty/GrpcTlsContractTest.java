package dev.tern.rpc.netty;

/** The gRPC wire over TLS. */
class GrpcTlsContractTest extends NettyContractTest {
    GrpcTlsContractTest() {
        super(settings ->
                settings.protocol(Protocol.GRPC).tls(TestCertificates.server()).tls(TestCertificates.client()));
    }
}
