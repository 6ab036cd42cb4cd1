package dev.tern.rpc.netty;

/** The native wire over TLS by BoringSSL. */
class NativeOpenSslTlsContractTest extends NettyContractTest {
    NativeOpenSslTlsContractTest() {
        super(settings -> settings.tls(TestCertificates.server().provider(TlsProvider.OPENSSL))
                .tls(TestCertificates.client().provider(TlsProvider.OPENSSL)));
    }
}
