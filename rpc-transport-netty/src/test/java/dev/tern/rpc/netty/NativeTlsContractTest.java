package dev.tern.rpc.netty;

/** The native wire over TLS. */
class NativeTlsContractTest extends NettyContractTest {
    NativeTlsContractTest() {
        super(settings -> settings.tls(TestCertificates.server()).tls(TestCertificates.client()));
    }
}
