package dev.tern.rpc.netty;

import io.netty.handler.ssl.SslContextBuilder;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** One of the things that a side's TLS is made of: its own certificate, or those it trusts. Immutable. */
interface TlsPart {
    /** Of a side that has no certificate, or trusts whom the JDK does. */
    TlsPart DEFAULT = builder -> {};

    /**
     * Puts it into what is going to be a context.
     *
     * @throws IllegalArgumentException if it can't be used, naming the files it is from
     */
    void addTo(SslContextBuilder builder);

    /**
     * It as it is now, after its files may have changed; this if they have not, or it is from none.
     *
     * @throws IllegalArgumentException if a file can't be read, naming it
     */
    default TlsPart reread() {
        return this;
    }

    /** A certificate from elsewhere. */
    static TlsPart identity(KeyManagerFactory keys) {
        return builder -> builder.keyManager(keys);
    }

    /** Those trusted from elsewhere. */
    static TlsPart trust(TrustManagerFactory issuers) {
        return builder -> builder.trustManager(issuers);
    }

    /**
     * Those trusted, from a file.
     *
     * @param issuers their certificates
     */
    record PemTrust(PemFile issuers) implements TlsPart {
        @Override
        public void addTo(SslContextBuilder builder) {
            builder.trustManager(issuers.certificates());
        }

        @Override
        public TlsPart reread() {
            PemFile now = issuers.reread();
            return now == issuers ? this : new PemTrust(now);
        }
    }

    /**
     * A certificate from files.
     *
     * @param chain the certificate and its issuers
     * @param key its key
     */
    record PemIdentity(PemFile chain, PemFile key) implements TlsPart {
        @Override
        public void addTo(SslContextBuilder builder) {
            X509Certificate[] certificates = chain.certificates();
            PublicKey publicKey = certificates[0].getPublicKey();
            PrivateKey privateKey = key.privateKey(publicKey);
            if (!belongTogether(publicKey, privateKey)) {
                throw new IllegalArgumentException(
                        "the key in " + key + " is not that of the first certificate in " + chain);
            }
            builder.keyManager(privateKey, certificates);
        }

        @Override
        public TlsPart reread() {
            PemFile chainNow = chain.reread();
            PemFile keyNow = key.reread();
            return chainNow == chain && keyNow == key ? this : new PemIdentity(chainNow, keyNow);
        }

        /** Whether the one verifies what the other signs: without this look every handshake would fail, and only then. */
        private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
            String algorithm = switch (publicKey.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                case "EdDSA" -> "EdDSA";
                default -> "";
            };
            if (algorithm.isEmpty()) {
                // Rare, and with parameters of their own: the handshake is the judge.
                return true;
            }
            try {
                Signature signature = Signature.getInstance(algorithm);
                signature.initSign(privateKey);
                signature.update(publicKey.getEncoded());
                byte[] signed = signature.sign();
                signature.initVerify(publicKey);
                signature.update(publicKey.getEncoded());
                return signature.verify(signed);
            } catch (GeneralSecurityException other) {
                return false;
            }
        }
    }
}
