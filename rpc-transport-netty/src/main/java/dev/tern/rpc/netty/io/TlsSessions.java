package dev.tern.rpc.netty.io;

import dev.tern.rpc.TlsSession;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Where a connection's {@link TlsSession} comes from. */
public final class TlsSessions {
    private TlsSessions() {}

    /**
     * The session of a channel whose TLS handshake is done, copied: who holds it outlives the channel and its native memory.
     * Event loop.
     *
     * @return null for a channel without TLS
     */
    public static @Nullable TlsSession of(ChannelPipeline pipeline) {
        SslHandler tls = pipeline.get(SslHandler.class);
        if (tls == null) {
            return null;
        }
        SSLSession session = tls.engine().getSession();
        return new TlsSession(session.getProtocol(), session.getCipherSuite(), peerCertificates(session));
    }

    private static List<X509Certificate> peerCertificates(SSLSession session) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate certificate : session.getPeerCertificates()) {
                if (certificate instanceof X509Certificate x509) {
                    chain.add(x509);
                }
            }
        } catch (SSLPeerUnverifiedException none) {
            // The peer was not asked for one, or had none and needs none.
        }
        return chain;
    }
}
