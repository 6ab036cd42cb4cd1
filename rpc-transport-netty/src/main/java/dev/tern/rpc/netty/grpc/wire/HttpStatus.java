package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP reply means that is not gRPC, most likely one of a proxy. For clients only, and only where there is no
 * {@code grpc-status}; spec, "HTTP status".
 */
public final class HttpStatus {
    private HttpStatus() {}

    /** The code for an HTTP status. */
    public static StatusCode codeOf(int httpStatus) {
        return switch (httpStatus) {
            case 400, 431 -> StatusCode.INTERNAL;
            case 401 -> StatusCode.UNAUTHENTICATED;
            case 403 -> StatusCode.PERMISSION_DENIED;
            case 404 -> StatusCode.UNIMPLEMENTED;
            case 429, 502, 503, 504 -> StatusCode.UNAVAILABLE;
            default -> StatusCode.UNKNOWN;
        };
    }

    /**
     * The status for a reply's {@code :status} and {@code content-type}, both named in its message. A {@code :status} that
     * is no number, or missing, is a broken reply: INTERNAL.
     */
    public static Status statusOf(@Nullable CharSequence httpStatus, @Nullable CharSequence contentType) {
        int number = parse(httpStatus);
        if (number < 0) {
            return StatusCode.INTERNAL.withMessage(
                    "reply with :status " + httpStatus + ", not a number of three digits");
        }
        String type = contentType == null ? "no content-type" : "content-type " + contentType;
        return codeOf(number).withMessage("HTTP status " + httpStatus + " with " + type + ", not gRPC");
    }

    /** Whether a status is of an interim reply (1xx), after which the real one comes. */
    public static boolean isInformational(@Nullable CharSequence httpStatus) {
        int number = parse(httpStatus);
        return number >= 100 && number < 200;
    }

    private static int parse(@Nullable CharSequence httpStatus) {
        if (httpStatus == null || httpStatus.length() != 3) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < httpStatus.length(); i++) {
            char c = httpStatus.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
