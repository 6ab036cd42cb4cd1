package dev.tern.rpc.netty;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who does the work of TLS. What goes over the wire is the same. */
public enum TlsProvider {
    /** {@link #OPENSSL} where it is on the class path and loads, else {@link #JDK}. The default. */
    AUTOMATIC,

    /** The JDK's own. */
    JDK,

    /**
     * OpenSSL or BoringSSL, faster than the JDK's: netty-tcnative, which the application adds. {@code
     * io.netty:netty-tcnative-boringssl-static} brings BoringSSL for the usual platforms, in the version that {@code netty-bom}
     * says.
     */
    OPENSSL;

    private static final Logger LOG = LoggerFactory.getLogger(TlsProvider.class);

    /**
     * Netty's name for it, decided for {@link #AUTOMATIC}.
     *
     * @throws IllegalArgumentException if it is {@link #OPENSSL} and that isn't there, saying what to add
     */
    SslProvider decide() {
        return switch (this) {
            case AUTOMATIC -> Decided.AUTOMATICALLY;
            case JDK -> SslProvider.JDK;
            case OPENSSL -> {
                if (!isOpenSslUsable()) {
                    throw new IllegalArgumentException(
                            "TlsProvider.OPENSSL is not there: add io.netty:netty-tcnative-boringssl-static to the class path,"
                                    + " with the native library for this platform: " + whyNot(),
                            OpenSsl.unavailabilityCause());
                }
                yield SslProvider.OPENSSL_REFCNT;
            }
        };
    }

    private static boolean isOpenSslUsable() {
        return OpenSsl.isAvailable()
                && SslProvider.isAlpnSupported(SslProvider.OPENSSL_REFCNT)
                && SslProvider.isTlsv13Supported(SslProvider.OPENSSL_REFCNT);
    }

    private static String whyNot() {
        Throwable cause = OpenSsl.unavailabilityCause();
        return cause == null ? OpenSsl.versionString() + " lacks ALPN or TLS 1.3" : TlsProfile.message(cause);
    }

    /** Decided, and logged, when it is first asked for. */
    private static final class Decided {
        static final SslProvider AUTOMATICALLY = isOpenSslUsable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;

        static {
            if (AUTOMATICALLY == SslProvider.JDK) {
                LOG.debug("TLS is the JDK's: {}", whyNot());
            } else {
                LOG.debug("TLS is done by {}", OpenSsl.versionString());
            }
        }
    }
}
