package dev.tern.rpc.netty;

/** The same, by BoringSSL. */
class OpenSslTlsHandshakeTest extends TlsHandshakeTest {
    @Override
    TlsProvider provider() {
        return TlsProvider.OPENSSL;
    }
}
