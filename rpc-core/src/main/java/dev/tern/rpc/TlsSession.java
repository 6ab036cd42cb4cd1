package dev.tern.rpc;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a connection's TLS handshake has settled: how it is encrypted, and who the peer has proved to be.
 *
 * @param protocol the version, as the JDK names it: {@code TLSv1.3}
 * @param cipherSuite how it is encrypted, by its standard name: {@code TLS_AES_128_GCM_SHA256}
 * @param peerCertificates what the peer showed, its own certificate first, then its issuers; this side's trust was asked and
 *     has agreed. Empty if it showed none, as clients do that are not asked to
 */
public record TlsSession(String protocol, String cipherSuite, List<X509Certificate> peerCertificates) {
    /** Refuses nulls, and keeps a copy of the list. */
    public TlsSession {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(cipherSuite, "cipherSuite");
        peerCertificates = List.copyOf(peerCertificates);
    }

    /** The peer's own certificate: its name is in the subject, or in {@code getSubjectAlternativeNames}. */
    public Optional<X509Certificate> peerCertificate() {
        return peerCertificates.isEmpty() ? Optional.empty() : Optional.of(peerCertificates.get(0));
    }
}
