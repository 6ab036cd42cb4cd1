package dev.tern.rpc.netty;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * What one side's TLS is: what it is made of, and what both sides have in common: versions 1.3 and 1.2, the cipher suites
 * that RFC 9113, section 9.2.2, leaves, and protocols by their ALPN names. Immutable.
 *
 * @param side begins what is going to be a context
 * @param identity the side's own certificate
 * @param trust whom it trusts
 * @param provider who does the work
 * @param reloadMillis how often files are looked at again; 0 for never
 */
record TlsProfile(
        Supplier<SslContextBuilder> side, TlsPart identity, TlsPart trust, TlsProvider provider, long reloadMillis) {
    /** No chain of causes is this long, but some are rings. */
    private static final int MAX_CAUSES = 16;

    TlsProfile withIdentity(TlsPart other) {
        return new TlsProfile(side, other, trust, provider, reloadMillis);
    }

    TlsProfile withTrust(Supplier<SslContextBuilder> side, TlsPart other) {
        return new TlsProfile(side, identity, other, provider, reloadMillis);
    }

    TlsProfile withProvider(TlsProvider other) {
        return new TlsProfile(side, identity, trust, other, reloadMillis);
    }

    TlsProfile withReloadMillis(long millis) {
        return new TlsProfile(side, identity, trust, provider, millis);
    }

    /**
     * It as its files are now: this if they have not changed.
     *
     * @throws IllegalArgumentException if a file can't be read, naming it
     */
    TlsProfile reread() {
        TlsPart identityNow = identity.reread();
        TlsPart trustNow = trust.reread();
        return identityNow == identity && trustNow == trust
                ? this
                : new TlsProfile(side, identityNow, trustNow, provider, reloadMillis);
    }

    /**
     * Makes a context, which the caller must release.
     *
     * @param alpn names of protocols, the preferred first
     * @throws IllegalArgumentException if certificates or keys can't be used, or the provider isn't there
     */
    SslContext context(List<String> alpn) {
        SslContextBuilder own = side.get();
        identity.addTo(own);
        trust.addTo(own);
        try {
            return own.sslProvider(provider.decide())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    // The only behaviours that both implementations have: a peer without a common protocol is no error
                    // yet.
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            ApplicationProtocolConfig.Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            alpn))
                    .build();
        } catch (SSLException | IllegalStateException unusable) {
            throw new IllegalArgumentException("can't set up TLS: " + message(unusable), unusable);
        }
    }

    /** Whether a failure is one of a kind, or was caused by one. */
    static boolean isIn(Class<? extends Throwable> kind, Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < MAX_CAUSES && cause != null; depth++) {
            if (kind.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** What a failure is at bottom: what is on top often says no more than that there was one. */
    static String message(Throwable failure) {
        Throwable bottom = failure;
        for (int depth = 0; depth < MAX_CAUSES && bottom.getCause() != null; depth++) {
            bottom = bottom.getCause();
        }
        return bottom.getMessage() == null ? bottom.toString() : bottom.getMessage();
    }
}
