package dev.tern.rpc.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate and its key in PEM files, as a certificate issuer gives them. These are made by the JDK's keytool, are
 * their own issuers, and good for {@code localhost} only: for examples, not for the world.
 *
 * @param chain the certificate
 * @param key its key
 */
public record CertificateFiles(Path chain, Path key) {
    /** For a file that is gone before the example ends. */
    private static final String PASSWORD = "only-for-a-moment";

    /**
     * Makes a certificate.
     *
     * @param folder where the files go
     * @param name whom it is for
     */
    public static CertificateFiles make(Path folder, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1")
                .inheritIO()
                .start();
        Check.that(keytool.waitFor() == 0, "keytool makes a certificate");
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, PASSWORD.toCharArray());
        }
        Files.delete(store);
        byte[] key = made.getKey(name, PASSWORD.toCharArray()).getEncoded();
        return new CertificateFiles(
                write(
                        folder.resolve(name + ".pem"),
                        "CERTIFICATE",
                        made.getCertificate(name).getEncoded()),
                write(folder.resolve(name + "-key.pem"), "PRIVATE KEY", key));
    }

    private static Path write(Path file, String label, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }
}
