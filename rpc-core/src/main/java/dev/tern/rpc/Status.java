package dev.tern.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended: a code, a message for people, typed details for programs, and on the side that made it the cause,
 * which never travels. Immutable.
 */
public final class Status {
    /** Success, with no message. */
    public static final Status OK = new Status(StatusCode.OK, "", List.of(), null);

    private final StatusCode code;
    private final String message;
    private final List<StatusDetail> details;
    private final @Nullable Throwable cause;

    private Status(StatusCode code, String message, List<StatusDetail> details, @Nullable Throwable cause) {
        this.code = Objects.requireNonNull(code, "code");
        this.message = Objects.requireNonNull(message, "message");
        this.details = details;
        this.cause = cause;
    }

    /** A status with no message, details or cause. */
    public static Status of(StatusCode code) {
        return code == StatusCode.OK ? OK : new Status(code, "", List.of(), null);
    }

    /**
     * What a handler's failure means to its client: the status of an {@link RpcException} that the handler made itself.
     * Anything else, a failed call to another server among it, becomes UNKNOWN with a fixed text, so that nothing of this
     * side's inner workings leaks; to forward the status of another call, throw {@code new RpcException(e.status())}. The
     * failure is kept as the cause, on this side.
     */
    public static Status ofFailure(Throwable failure) {
        if (failure instanceof RpcException rpc && rpc.outcome().method().isEmpty()) {
            return rpc.status();
        }
        return StatusCode.UNKNOWN
                .withMessage("the handler failed; see the server's log")
                .withCause(failure);
    }

    public StatusCode code() {
        return code;
    }

    /** The message for people; empty if there is none. */
    public String message() {
        return message;
    }

    /** The typed details, in order; unmodifiable. */
    public List<StatusDetail> details() {
        return details;
    }

    /** What caused it, on the side that made it; never sent. */
    public Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }

    public boolean isOk() {
        return code == StatusCode.OK;
    }

    public Status withMessage(String message) {
        return new Status(code, message, details, cause);
    }

    /** This status with one more detail, after those it has. */
    public Status withDetail(StatusDetail detail) {
        List<StatusDetail> more = new ArrayList<>(details);
        more.add(detail);
        return withDetails(more);
    }

    /** This status with these details in place of those it has. */
    public Status withDetails(List<StatusDetail> details) {
        return new Status(code, message, List.copyOf(details), cause);
    }

    public Status withCause(@Nullable Throwable cause) {
        return new Status(code, message, details, cause);
    }

    /** An exception to throw from a handler, which ends its call with this status. */
    public RpcException asException() {
        return new RpcException(this);
    }

    /** Code, message and details; the cause does not count. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Status that
                && code == that.code
                && message.equals(that.message)
                && details.equals(that.details);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, message, details);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(code.name());
        if (!message.isEmpty()) {
            text.append(": ").append(message);
        }
        return details.isEmpty()
                ? text.toString()
                : text.append(' ').append(details).toString();
    }
}
