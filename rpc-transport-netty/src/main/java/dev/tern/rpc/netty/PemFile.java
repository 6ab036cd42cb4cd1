package dev.tern.rpc.netty;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of certificates or a key (RFC 7468), as it was when it was read. */
final class PemFile {
    private static final Pattern PKCS8_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
    private static final Pattern LABEL_OF_KEY = Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----");

    private final Path path;
    private final byte[] content;

    private PemFile(Path path, byte[] content) {
        this.path = path;
        this.content = content;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it can't be read, naming it
     */
    static PemFile read(Path path) {
        try {
            return new PemFile(path, Files.readAllBytes(path));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("can't read " + path + ": " + unreadable, unreadable);
        }
    }

    /**
     * The file as it is now: this if nothing has changed.
     *
     * @throws IllegalArgumentException if it can't be read, naming it
     */
    PemFile reread() {
        PemFile now = read(path);
        return Arrays.equals(now.content, content) ? this : now;
    }

    /**
     * The certificates in it, in order; one at least.
     *
     * @throws IllegalArgumentException if there is none, or one is malformed, naming the file
     */
    X509Certificate[] certificates() {
        Collection<?> found;
        try {
            found = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content));
        } catch (CertificateException malformed) {
            throw new IllegalArgumentException(
                    "can't use the certificates in " + path + ": " + TlsProfile.message(malformed), malformed);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate in " + path + "; it must be in PEM");
        }
        return found.toArray(X509Certificate[]::new);
    }

    /**
     * The private key in it.
     *
     * @param itsPublicKey says of what kind it is
     * @throws IllegalArgumentException if there is none, it is in another form or of another kind, naming the file
     */
    PrivateKey privateKey(PublicKey itsPublicKey) {
        String text = new String(content, StandardCharsets.US_ASCII);
        Matcher key = PKCS8_KEY.matcher(text);
        if (!key.find()) {
            Matcher label = LABEL_OF_KEY.matcher(text);
            throw new IllegalArgumentException(
                    label.find()
                            ? "the key in " + path + " is a '" + label.group(1)
                                    + "'; it must be a 'PRIVATE KEY', PKCS #8 and not encrypted, as openssl pkcs8 -topk8"
                                    + " -nocrypt makes it"
                            : "there is no private key in " + path + "; it must be PKCS #8 in PEM");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
            return KeyFactory.getInstance(itsPublicKey.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "can't use the key in " + path + " as one of kind " + itsPublicKey.getAlgorithm()
                            + ", which its certificate is for: " + TlsProfile.message(malformed),
                    malformed);
        }
    }

    /** Its path, for messages. */
    @Override
    public String toString() {
        return path.toString();
    }
}
