package dev.tern.rpc.netty;

/** The same, by BoringSSL. */
class OpenSslTlsTrustTest extends TlsTrustTest {
    @Override
    TlsProvider provider() {
        return TlsProvider.OPENSSL;
    }
}
