package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/** HTTP/2's error codes in RST_STREAM, and what they mean to a call; spec, "RST_STREAM". */
public final class ResetCode {
    private ResetCode() {}

    /** How a call ends when the peer resets its stream. A code that HTTP/2 doesn't know is INTERNAL, as RFC 9113 has it. */
    public static Status statusOf(long http2ErrorCode) {
        @Nullable Http2Error error = Http2Error.valueOf(http2ErrorCode);
        String name = error == null ? "unknown" : error.name();
        return codeOf(error)
                .withMessage("stream reset by the peer: " + name + " (" + http2ErrorCode + ')' + hint(error));
    }

    private static StatusCode codeOf(@Nullable Http2Error error) {
        if (error == null) {
            return StatusCode.INTERNAL;
        }
        return switch (error) {
            case REFUSED_STREAM -> StatusCode.UNAVAILABLE;
            case CANCEL -> StatusCode.CANCELLED;
            case ENHANCE_YOUR_CALM -> StatusCode.RESOURCE_EXHAUSTED;
            case INADEQUATE_SECURITY -> StatusCode.PERMISSION_DENIED;
            // NO_ERROR too: a call that went well ends with a grpc-status.
            case NO_ERROR,
                    PROTOCOL_ERROR,
                    INTERNAL_ERROR,
                    FLOW_CONTROL_ERROR,
                    SETTINGS_TIMEOUT,
                    STREAM_CLOSED,
                    FRAME_SIZE_ERROR,
                    COMPRESSION_ERROR,
                    CONNECT_ERROR,
                    HTTP_1_1_REQUIRED -> StatusCode.INTERNAL;
        };
    }

    private static String hint(@Nullable Http2Error error) {
        if (error == Http2Error.ENHANCE_YOUR_CALM) {
            return ", this side sends more than the peer's bandwidth allows";
        }
        return error == Http2Error.INADEQUATE_SECURITY ? ", the connection is not secure enough for the call" : "";
    }

    /**
     * What a side sends that gives a call up with a status: NO_ERROR if all is well and no more is wanted, INTERNAL_ERROR
     * if the peer broke the protocol or this side has a bug, CANCEL for everything else, a client's cancel and a passed
     * deadline among it. Never REFUSED_STREAM: that is a promise that nothing was done, which no status gives.
     */
    public static long codeFor(Status status) {
        return switch (status.code()) {
            case OK -> Http2Error.NO_ERROR.code();
            case INTERNAL -> Http2Error.INTERNAL_ERROR.code();
            case CANCELLED,
                    UNKNOWN,
                    INVALID_ARGUMENT,
                    DEADLINE_EXCEEDED,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    UNAVAILABLE,
                    DATA_LOSS,
                    UNAUTHENTICATED -> Http2Error.CANCEL.code();
        };
    }
}
