package dev.tern.rpc.call;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Deadline;
import dev.tern.rpc.Metadata;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How calls of a stub are made. Immutable; each {@code with} gives a changed copy. */
public final class CallOptions {
    /** No timeout: no real one is as long. */
    private static final long NONE = Long.MAX_VALUE;

    /** No deadline, no metadata, no credentials, fail fast, one-way calls wait for room, nothing is compressed. */
    public static final CallOptions DEFAULT =
            new CallOptions(NONE, null, Metadata.EMPTY, null, Waiting.FAIL_FAST, WhenFull.WAIT, null, null);

    private final long timeoutNanos;
    private final @Nullable Deadline deadline;
    private final Metadata metadata;
    private final @Nullable CallContext parent;
    private final Waiting waiting;
    private final WhenFull whenFull;
    private final @Nullable Compressor compressor;
    private final @Nullable CallCredentials credentials;

    private CallOptions(
            long timeoutNanos,
            @Nullable Deadline deadline,
            Metadata metadata,
            @Nullable CallContext parent,
            Waiting waiting,
            WhenFull whenFull,
            @Nullable Compressor compressor,
            @Nullable CallCredentials credentials) {
        this.timeoutNanos = timeoutNanos;
        this.deadline = deadline;
        this.metadata = metadata;
        this.parent = parent;
        this.waiting = waiting;
        this.whenFull = whenFull;
        this.compressor = compressor;
        this.credentials = credentials;
    }

    /** What a call does when no connection is ready and the last attempt to make one failed. */
    public enum Waiting {
        /** Fails with UNAVAILABLE and the reason of the failed attempt. The default. */
        FAIL_FAST,
        /** Waits for a connection until the deadline. */
        WAIT_FOR_READY
    }

    /**
     * What a call does when all connections of its channel have as many calls as they may, and a one-way call also when its
     * connection has as much to write as it may hold.
     */
    public enum WhenFull {
        /** Waits for room until the deadline. The default. */
        WAIT,
        /** Fails with RESOURCE_EXHAUSTED. */
        FAIL
    }

    /**
     * Gives every call a deadline so long after its own start: a stub kept for days is as good as new at each call.
     *
     * @param timeout above zero
     * @throws IllegalArgumentException if zero or negative
     */
    public CallOptions withDeadlineAfter(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("deadline after " + timeout + " must be above zero");
        }
        return new CallOptions(
                Deadline.nanosOf(timeout), deadline, metadata, parent, waiting, whenFull, compressor, credentials);
    }

    /** Gives calls this very deadline; several calls of one task may share it. */
    public CallOptions withDeadline(Deadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        return new CallOptions(timeoutNanos, deadline, metadata, parent, waiting, whenFull, compressor, credentials);
    }

    /** Sends this metadata with calls, after what the options already have. */
    public CallOptions withMetadata(Metadata more) {
        return new CallOptions(
                timeoutNanos, deadline, metadata.and(more), parent, waiting, whenFull, compressor, credentials);
    }

    /** Sends one more entry of metadata with calls. */
    public <T> CallOptions withMetadata(Metadata.Key<T> key, T value) {
        return withMetadata(Metadata.of(key, value));
    }

    /** Makes calls part of a call being served: they end with it, and no later than its deadline. */
    public CallOptions within(CallContext parent) {
        Objects.requireNonNull(parent, "parent");
        return new CallOptions(timeoutNanos, deadline, metadata, parent, waiting, whenFull, compressor, credentials);
    }

    public CallOptions withWaiting(Waiting waiting) {
        return new CallOptions(timeoutNanos, deadline, metadata, parent, waiting, whenFull, compressor, credentials);
    }

    public CallOptions withWhenFull(WhenFull whenFull) {
        return new CallOptions(timeoutNanos, deadline, metadata, parent, waiting, whenFull, compressor, credentials);
    }

    /**
     * Compresses requests: in-process there are no bytes to compress. A server that does not have the compressor is sent
     * requests as they are on the native wire, which knows; on gRPC's it fails the call with UNIMPLEMENTED. A single call may
     * leave messages out with {@link ClientCall#compressMessages}, and one that would get longer is left out anyway. Default:
     * nothing is compressed. Replies are decompressed whatever the options say.
     */
    public CallOptions withCompressor(Compressor compressor) {
        Objects.requireNonNull(compressor, "compressor");
        return new CallOptions(timeoutNanos, deadline, metadata, parent, waiting, whenFull, compressor, credentials);
    }

    /** Sends with each call what it is asked for then, in place of what was asked before. Default: none. */
    public CallOptions withCredentials(CallCredentials credentials) {
        Objects.requireNonNull(credentials, "credentials");
        return new CallOptions(timeoutNanos, deadline, metadata, parent, waiting, whenFull, compressor, credentials);
    }

    public Metadata metadata() {
        return metadata;
    }

    /** The call being served that calls are part of. */
    public Optional<CallContext> parent() {
        return Optional.ofNullable(parent);
    }

    public Waiting waiting() {
        return waiting;
    }

    public WhenFull whenFull() {
        return whenFull;
    }

    /** What calls prove with who makes them. */
    public Optional<CallCredentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** What requests are compressed with. */
    public Optional<Compressor> compressor() {
        return Optional.ofNullable(compressor);
    }

    /**
     * The deadline of a call that starts at the given moment: the earliest of the one set, the one after a time, and
     * the parent's.
     *
     * @return null for none
     */
    public @Nullable Deadline deadlineAt(long nowNanos) {
        Deadline earliest = deadline;
        if (timeoutNanos != NONE) {
            earliest = earlier(earliest, Deadline.after(timeoutNanos, nowNanos));
        }
        return parent == null ? earliest : earlier(earliest, parent.deadline().orElse(null));
    }

    /** Whether calls that start now have a deadline. */
    public boolean hasDeadline() {
        return timeoutNanos != NONE
                || deadline != null
                || (parent != null && parent.deadline().isPresent());
    }

    /**
     * The moment of that deadline; for calls that {@linkplain #hasDeadline have one}.
     *
     * @throws IllegalStateException if they have none
     */
    public long deadlineNanosAt(long nowNanos) {
        if (timeoutNanos != NONE && deadline == null && parent == null) {
            // Nearly always, and without an object.
            return Deadline.nanosAfter(timeoutNanos, nowNanos);
        }
        Deadline earliest = deadlineAt(nowNanos);
        if (earliest == null) {
            throw new IllegalStateException("there is no deadline");
        }
        return earliest.atNanos();
    }

    private static @Nullable Deadline earlier(@Nullable Deadline one, @Nullable Deadline other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
