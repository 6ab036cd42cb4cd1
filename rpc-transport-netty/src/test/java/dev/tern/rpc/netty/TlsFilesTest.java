package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TlsFilesTest {
    private static final Path MISSING = Path.of("no-such-file.pem");
    private static final Path MALFORMED = TestCertificates.file("no certificate");

    private static void assertRefusedNaming(Path file, Runnable use) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, use::run);
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    }

    @Test
    void aFileThatIsNotThereIsRefusedAndNamed() {
        assertRefusedNaming(MISSING, () -> ServerTls.of(MISSING, MISSING));
        assertRefusedNaming(MISSING, () -> ClientTls.trusting(MISSING));
        assertRefusedNaming(MISSING, () -> TestCertificates.client().withCertificate(MISSING, MISSING));
        assertRefusedNaming(
                MISSING, () -> TestCertificates.server().clientCertificates(ClientCertificates.REQUIRED, MISSING));
    }

    @Test
    void aFileThatIsNotWhatItShouldBeIsRefusedAndNamed() {
        Path chain = TestCertificates.issuers();
        assertRefusedNaming(MALFORMED, () -> ServerTls.of(chain, MALFORMED));
        assertRefusedNaming(MALFORMED, () -> ServerTls.of(MALFORMED, chain));
        assertRefusedNaming(MALFORMED, () -> ClientTls.trusting(MALFORMED));
        assertRefusedNaming(MALFORMED, () -> TestCertificates.client().withCertificate(chain, MALFORMED));
        assertRefusedNaming(
                MALFORMED, () -> TestCertificates.server().clientCertificates(ClientCertificates.OPTIONAL, MALFORMED));
    }
}
