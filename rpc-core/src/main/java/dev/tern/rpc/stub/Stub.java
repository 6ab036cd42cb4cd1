package dev.tern.rpc.stub;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Deadline;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.CallCredentials;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.Waiting;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientInterceptor;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What all generated stubs share: a channel and how calls are made. Immutable and safe for any number of threads; each
 * {@code with} gives a changed copy, which is cheap.
 *
 * @param <S> the stub itself
 */
public abstract class Stub<S extends Stub<S>> {
    private final Channel channel;
    private final CallOptions options;

    protected Stub(Channel channel, CallOptions options) {
        this.channel = Objects.requireNonNull(channel, "channel");
        this.options = Objects.requireNonNull(options, "options");
    }

    /** A stub of the same kind, with these. */
    protected abstract S with(Channel channel, CallOptions options);

    protected final Channel channel() {
        return channel;
    }

    protected final CallOptions options() {
        return options;
    }

    /**
     * Gives every call a deadline so long after its own start. Default: none.
     *
     * @param timeout above zero
     * @throws IllegalArgumentException if zero or negative
     */
    public final S withDeadlineAfter(Duration timeout) {
        return with(channel, options.withDeadlineAfter(timeout));
    }

    /** Gives calls this very deadline, so that several calls of one task share it. */
    public final S withDeadline(Deadline deadline) {
        return with(channel, options.withDeadline(deadline));
    }

    /** Sends one more entry of metadata with each call. */
    public final <T> S withMetadata(Metadata.Key<T> key, T value) {
        return with(channel, options.withMetadata(key, value));
    }

    /** Sends more metadata with each call. */
    public final S withMetadata(Metadata metadata) {
        return with(channel, options.withMetadata(metadata));
    }

    /** Makes calls part of a call being served: they end with it, and no later than its deadline. */
    public final S within(CallContext call) {
        return with(channel, options.within(call));
    }

    /** Whether calls wait when the server can't be reached. Default {@link Waiting#FAIL_FAST}. */
    public final S withWaiting(Waiting waiting) {
        return with(channel, options.withWaiting(waiting));
    }

    /**
     * What calls do when all connections have as many as they may, and one-way calls also when there is too much to write.
     * Default {@link WhenFull#WAIT}.
     */
    public final S withWhenFull(WhenFull whenFull) {
        return with(channel, options.withWhenFull(whenFull));
    }

    /** Compresses requests, on a wire that can. Default: they are sent as they are. */
    public final S withCompressor(Compressor compressor) {
        return with(channel, options.withCompressor(compressor));
    }

    /** Sends with each call what proves who makes it, in place of what was sent before. Default: nothing. */
    public final S withCredentials(CallCredentials credentials) {
        return with(channel, options.withCredentials(credentials));
    }

    /** Puts interceptors before each call, outside those the stub and its channel have; the first one is outermost. */
    public final S withInterceptors(ClientInterceptor... interceptors) {
        return with(ClientInterceptor.compose(channel, List.of(interceptors)), options);
    }
}
