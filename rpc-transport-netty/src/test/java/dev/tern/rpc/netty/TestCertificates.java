package dev.tern.rpc.netty;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * Certificates, and TLS by the JDK with them unless a test asks for another provider. Made once for all tests: an issuer of a server and a client, and another issuer, whom nobody
 * trusts, with another of each. The files last as long as the process.
 */
public final class TestCertificates {
    private static final X509Bundle ISSUER = issuer("CN=Tests of Tern");
    private static final X509Bundle STRANGERS = issuer("CN=Strangers");

    private static final ServerTls SERVER = server(ISSUER);
    private static final ClientTls CLIENT = ClientTls.trusting(issuers()).provider(TlsProvider.JDK);

    private TestCertificates() {}

    /** A server's TLS, with a certificate for {@code localhost} and {@code 127.0.0.1}. */
    public static ServerTls server() {
        return SERVER;
    }

    /** The TLS of a client that trusts {@link #server}. */
    public static ClientTls client() {
        return CLIENT;
    }

    /** {@link #client}, with a certificate of its own. */
    public static ClientTls clientWithCertificate() {
        return certified(ISSUER);
    }

    /** {@link #client}, with a certificate that no server here trusts. */
    public static ClientTls strangeClient() {
        return certified(STRANGERS);
    }

    /** The TLS of a server that {@link #client} does not trust. */
    public static ServerTls strangeServer() {
        return server(STRANGERS);
    }

    /** The JDK's own TLS, for either side: trusts and shows what {@link #client} and {@link #server} do. */
    public static SSLContext jdk() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    serverBundle(ISSUER).toKeyManagerFactory().getKeyManagers(),
                    ISSUER.toTrustManagerFactory().getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Who has issued the certificates of {@link #server} and {@link #clientWithCertificate}. */
    public static Path issuers() {
        return file(ISSUER.getCertificatePEM());
    }

    /** Writes a file that goes when the process does. */
    public static Path file(String content) {
        try {
            Path file = java.nio.file.Files.createTempFile("tern-test", ".pem");
            file.toFile().deleteOnExit();
            return java.nio.file.Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerTls server(X509Bundle issuer) {
        X509Bundle bundle = serverBundle(issuer);
        return ServerTls.of(file(bundle.getCertificatePathPEM()), file(bundle.getPrivateKeyPEM()))
                .provider(TlsProvider.JDK);
    }

    /** A certificate in files, of either side. */
    public record Files(Path chain, Path key) {
        /** Has other content, as whoever renews certificates gives them. */
        public void replaceBy(Files other) {
            write(chain, read(other.chain));
            write(key, read(other.key));
        }
    }

    /** A certificate for {@code localhost} and {@code 127.0.0.1}, which {@link #client} trusts. */
    public static Files serverFiles(String name) {
        return files(serverBundle(ISSUER, name));
    }

    /** A client's certificate, which servers trust that trust {@link #issuers}. */
    public static Files clientFiles(String name) {
        return files(clientBundle(ISSUER, name));
    }

    private static Files files(X509Bundle bundle) {
        return new Files(file(bundle.getCertificatePathPEM()), file(bundle.getPrivateKeyPEM()));
    }

    /** What is in a file. */
    public static String read(Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a file other content. */
    public static void write(Path file, String content) {
        try {
            java.nio.file.Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClientTls certified(X509Bundle issuer) {
        X509Bundle bundle = clientBundle(issuer, "client");
        return CLIENT.withCertificate(file(bundle.getCertificatePathPEM()), file(bundle.getPrivateKeyPEM()));
    }

    private static X509Bundle clientBundle(X509Bundle issuer, String name) {
        return made(() -> new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .addExtendedKeyUsageClientAuth()
                .buildIssuedBy(issuer));
    }

    private static X509Bundle serverBundle(X509Bundle issuer) {
        return serverBundle(issuer, "server");
    }

    private static X509Bundle serverBundle(X509Bundle issuer, String name) {
        return made(() -> new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .addExtendedKeyUsageServerAuth()
                .buildIssuedBy(issuer));
    }

    private static X509Bundle issuer(String name) {
        return made(() -> new CertificateBuilder()
                .ecp256()
                .subject(name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned());
    }

    private interface Making {
        X509Bundle make() throws Exception;
    }

    private static X509Bundle made(Making making) {
        try {
            return making.make();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
