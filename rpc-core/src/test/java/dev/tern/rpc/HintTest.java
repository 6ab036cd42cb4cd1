package dev.tern.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The guess at the end of a failure's line. */
class HintTest {
    @Test
    void aRefusedConnectionAsksWhetherTheServerRuns() {
        Status refused = StatusCode.UNAVAILABLE
                .withMessage("can't connect")
                .withCause(new IllegalStateException(new ConnectException("Connection refused")));

        assertEquals("is the server running at that address and port?", hint(refused, CallPhase.CONNECTING));
    }

    @Test
    void aCertificateThatIsNotTrustedPointsAtIssuerAndName() {
        Status untrusted = StatusCode.UNAVAILABLE
                .withMessage("TLS handshake failed")
                .withCause(new SSLHandshakeException("no").initCause(new CertificateException("no subject")));

        assertTrue(hint(untrusted, CallPhase.TLS_HANDSHAKE).contains("issuer that the client trusts"));
    }

    @Test
    void aMessageThatAsksItselfGetsNoOtherQuestion() {
        Status status = StatusCode.UNAVAILABLE.withMessage("closed; is this a port without TLS?");

        assertEquals("", hint(status, CallPhase.HANDSHAKE));
    }

    @ParameterizedTest
    @CsvSource({
        "RESOLVING, name server",
        "CONNECTING, firewall",
        "TLS_HANDSHAKE, speak TLS",
        "HANDSHAKE, speak this wire",
        "QUEUED, allows on a connection",
        "SENT, long enough"
    })
    void aDeadlineHintsAtTheStepThatTookTooLong(CallPhase phase, String hint) {
        assertTrue(hint(Status.of(StatusCode.DEADLINE_EXCEEDED), phase).contains(hint));
    }

    @ParameterizedTest
    @CsvSource({
        "THIS_SIDE, message of 5 bytes exceeds maxMessageBytes 4, this side's transport",
        "PEER, message of 5 bytes exceeds maxMessageBytes 4, peer's transport",
        "THIS_SIDE, message of 5 bytes exceeds the peer's maxMessageBytes 4, peer's transport",
        "THIS_SIDE, metadata of 9 bytes exceeds the peer's maxMetadataBytes 8, peer's transport",
        "PEER, grpc: received message larger than max (5 vs. 4), peer's limit"
    })
    void aLimitSaysOnWhichSideItsSettingIs(Origin origin, String message, String hint) {
        Outcome outcome = outcome(StatusCode.RESOURCE_EXHAUSTED.withMessage(message), origin, CallPhase.SENT);

        assertTrue(outcome.hint().contains(hint), outcome::hint);
    }

    @Test
    void aMethodThatTheServerLacksAsksWhetherItsServiceWasAdded() {
        Outcome outcome = outcome(Status.of(StatusCode.UNIMPLEMENTED), Origin.PEER, CallPhase.SENT);

        assertTrue(outcome.hint().contains("added to the server"));
    }

    @Test
    void aConnectionLostWithTheCallOnItWarnsOfMakingItAgain() {
        assertTrue(hint(Status.of(StatusCode.UNAVAILABLE), CallPhase.SENT).contains("may have run the call"));
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationsOwnStatusGetsNoHint(CallPhase phase) {
        assertEquals(
                "", outcome(Status.of(StatusCode.NOT_FOUND), Origin.PEER, phase).hint());
    }

    @Test
    void aHintIsOnlyForTheLineAndNotInTheStatus() {
        Status status = StatusCode.UNIMPLEMENTED.withMessage("no method a/B");
        Outcome outcome = outcome(status, Origin.PEER, CallPhase.SENT);
        RpcException failure = new RpcException(outcome);

        assertTrue(failure.getMessage().endsWith("; hint: " + outcome.hint() + "]"), failure::getMessage);
        assertEquals("no method a/B", failure.status().message());
        assertFalse(Status.ofFailure(failure).message().contains("hint"));
    }

    private static String hint(Status status, CallPhase phase) {
        return outcome(status, Origin.THIS_SIDE, phase).hint();
    }

    private static Outcome outcome(Status status, Origin origin, CallPhase phase) {
        return new Outcome(status, Metadata.EMPTY, origin, "a/B", "", phase, Duration.ZERO, Optional.empty());
    }
}
