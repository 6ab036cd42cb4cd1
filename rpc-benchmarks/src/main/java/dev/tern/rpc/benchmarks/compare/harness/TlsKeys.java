package dev.tern.rpc.benchmarks.compare.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of 127.0.0.1 that signed itself, the same for all peers.
 *
 * @param store a PKCS #12 file with it and its key
 */
public record TlsKeys(Path store) {
    /** The file lives as long as the comparison. */
    private static final String PASSWORD = "not-a-secret";

    private static final int PATIENCE_SECONDS = 60;

    /** Has the JDK's keytool make one in this folder. */
    static TlsKeys make(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("keys.p12");
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
                        "echo",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "30")
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "keytool.txt"))
                .start();
        if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new IOException("keytool made no certificate: see " + folder.resolve("keytool.txt"));
        }
        return new TlsKeys(store);
    }

    /** The certificate and its key, for servers. */
    public KeyManagerFactory identity() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(), PASSWORD.toCharArray());
        return keys;
    }

    /** Trust in it, for clients. */
    public TrustManagerFactory trust() throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load());
        return trust;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }
}
