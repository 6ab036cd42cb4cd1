package dev.tern.rpc.interop;

import dev.tern.rpc.netty.ClientTls;
import dev.tern.rpc.netty.ServerTls;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The certificates that the interop programs of all languages share: a server's, for {@code *.test.google.fr}, and that of the
 * authority that signed it. Their private keys are public; they are good for nothing else.
 */
final class TestCertificates {
    private TestCertificates() {}

    /** TLS of an interop server. */
    static ServerTls server() {
        Path certificate = file("server1.pem");
        Path key = file("server1.key");
        try {
            return ServerTls.of(certificate, key);
        } finally {
            delete(certificate);
            delete(key);
        }
    }

    /** TLS of a client that trusts interop servers, and no other. */
    static ClientTls trusting() {
        Path authority = file("ca.pem");
        try {
            return ClientTls.trusting(authority);
        } finally {
            delete(authority);
        }
    }

    /** A copy in a file, which the class path may not have it in. */
    private static Path file(String name) {
        try (InputStream certificate = TestCertificates.class.getResourceAsStream("/certs/" + name)) {
            if (certificate == null) {
                throw new FileNotFoundException("certs/" + name + " is not on the class path; the build puts it there");
            }
            Path file = Files.createTempFile("tern-interop", name);
            Files.write(file, certificate.readAllBytes());
            return file;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }
}
