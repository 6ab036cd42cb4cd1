package dev.tern.rpc.netty;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * What TLS has in common on both sides: versions 1.3 and 1.2, the cipher suites that RFC 9113, section 9.2.2, leaves, and
 * protocols by their ALPN names. Done by OpenSSL or BoringSSL if netty-tcnative is on the class path, else by the JDK.
 */
final class TlsProfile {
    private TlsProfile() {}

    /**
     * Makes a context of what one side has of its own.
     *
     * @param alpn names of protocols, the preferred first
     * @throws IllegalArgumentException if certificates or keys can't be used
     */
    static SslContext context(SslContextBuilder own, List<String> alpn) {
        try {
            return own.protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    // The only behaviours that both implementations have: a peer without a common protocol is no error
                    // yet.
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            alpn))
                    .build();
        } catch (SSLException unusable) {
            throw new IllegalArgumentException("can't set up TLS: " + message(unusable), unusable);
        }
    }

    /**
     * What a server's context is made of, with its certificate.
     *
     * @throws IllegalArgumentException if that can't be used, naming the files
     */
    static SslContextBuilder server(PemFile certificateChain, PemFile privateKey) {
        try {
            return SslContextBuilder.forServer(certificateChain.stream(), privateKey.stream());
        } catch (IllegalArgumentException malformed) {
            throw unusable(certificateChain + " with the key in " + privateKey, malformed);
        }
    }

    /**
     * Gives a client a certificate.
     *
     * @throws IllegalArgumentException if it can't be used, naming the files
     */
    static void identify(SslContextBuilder client, PemFile certificateChain, PemFile privateKey) {
        try {
            client.keyManager(certificateChain.stream(), privateKey.stream());
        } catch (IllegalArgumentException malformed) {
            throw unusable(certificateChain + " with the key in " + privateKey, malformed);
        }
    }

    /**
     * Has a side trust certificates.
     *
     * @throws IllegalArgumentException if they can't be used, naming the file
     */
    static void trust(SslContextBuilder side, PemFile certificates) {
        try {
            side.trustManager(certificates.stream());
        } catch (IllegalArgumentException malformed) {
            throw unusable(certificates.toString(), malformed);
        }
    }

    private static IllegalArgumentException unusable(String certificates, Exception why) {
        return new IllegalArgumentException("can't use the certificates in " + certificates + ": " + message(why), why);
    }

    /** What a failure is at bottom: what is on top often says no more than that there was one. */
    static String message(Throwable failure) {
        Throwable bottom = failure;
        // No chain of causes is this long, but some are rings.
        for (int depth = 0; depth < 16 && bottom.getCause() != null; depth++) {
            bottom = bottom.getCause();
        }
        return bottom.getMessage() == null ? bottom.toString() : bottom.getMessage();
    }
}
