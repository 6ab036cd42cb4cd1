package dev.tern.rpc;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;

/**
 * What is likely to be wrong with a failed call, for the line that people read. A pure function of the outcome; it never
 * goes to the other side, and nothing but people may depend on it.
 */
final class Hint {
    private Hint() {}

    /** The hint, or empty where none is likely enough. */
    static String of(Outcome outcome) {
        StatusCode code = outcome.status().code();
        return switch (code) {
            case UNAVAILABLE -> unavailable(outcome);
            case DEADLINE_EXCEEDED -> deadline(outcome);
            case RESOURCE_EXHAUSTED -> exhausted(outcome);
            case UNIMPLEMENTED ->
                decidedByPeer(outcome)
                        ? "was the service added to the server, and were both sides built from the same .proto?"
                        : "";
            case UNAUTHENTICATED ->
                decidedByPeer(outcome) ? "does the stub send the credentials the server asks for?" : "";
            case INTERNAL ->
                outcome.status().message().contains("could not be decoded")
                        ? "were both sides built from the same .proto?"
                        : "";
            case OK,
                    CANCELLED,
                    UNKNOWN,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    DATA_LOSS -> "";
        };
    }

    private static String unavailable(Outcome outcome) {
        String said = outcome.status().message();
        Throwable cause = outcome.status().cause().map(OutcomeLine::rootOf).orElse(null);
        if (cause instanceof ConnectException && isRefusal(cause)) {
            return "is the server running at that address and port?";
        }
        if (cause instanceof NoRouteToHostException) {
            return "is the address right, and does a firewall let it be reached?";
        }
        if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
            return "is the server's certificate from an issuer that the client trusts, and for this name?";
        }
        if (said.indexOf('?') >= 0) {
            // It asks the question itself.
            return "";
        }
        return switch (outcome.phase()) {
            case CONNECTING -> "is the server running, and does a firewall let it be reached?";
            case HANDSHAKE -> "does that port speak this wire, and without TLS if the client has none?";
            case SENT -> lost(outcome);
            case RESOLVING, TLS_HANDSHAKE, QUEUED, UNSENT, STREAMING -> "";
        };
    }

    private static String lost(Outcome outcome) {
        return decidedByPeer(outcome)
                ? ""
                : "the server may have run the call: make it again only if that does no harm";
    }

    private static String deadline(Outcome outcome) {
        return switch (outcome.phase()) {
            case RESOLVING -> "can the name server be reached?";
            case CONNECTING -> "is the server up, and does a firewall drop what is sent to it?";
            case TLS_HANDSHAKE -> "does that port speak TLS?";
            case HANDSHAKE -> "does that port speak this wire, and without TLS if the client has none?";
            case QUEUED -> "are more calls in flight than the server allows on a connection?";
            case SENT -> "is the deadline long enough for the method, and is the server overloaded?";
            case UNSENT, STREAMING -> "";
        };
    }

    private static String exhausted(Outcome outcome) {
        String said = outcome.status().message();
        // The settings of the two sides have the same names; which side's it is goes by who found the limit passed.
        if (said.contains("peer's max") || said.contains("server's SETTINGS")) {
            return "the limit is a setting of the peer's transport";
        }
        if (said.contains("maxMessageBytes") || said.contains("maxMetadataBytes")) {
            return decidedByPeer(outcome)
                    ? "the limit is a setting of the peer's transport"
                    : "the limit is a setting of this side's transport";
        }
        if (said.contains("larger than max")) {
            return "the message is over the peer's limit";
        }
        return "";
    }

    /** What the operating system says in English, and what the JDK makes of it, where timeouts are of the same class. */
    private static boolean isRefusal(Throwable failure) {
        String message = failure.getMessage();
        return message != null && message.contains("onnection refused");
    }

    private static boolean decidedByPeer(Outcome outcome) {
        return outcome.origin() == Origin.PEER;
    }
}
