package dev.tern.rpc.netty;

import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One side's TLS in use: has the context that new connections get their handlers from, and another in its place when files
 * have changed. Connections that are there keep theirs. What can't be used leaves the context as it is, is logged once, and
 * looked at again. Close it, for contexts may hold native memory.
 *
 * <p>Handlers are made on any thread; files are read by whoever calls {@link #check}, one at a time.
 */
final class LiveTls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTls.class);

    private final List<String> alpn;

    /** What was tried last, for good or ill. The thread that checks. */
    private TlsProfile tried;

    /** Why files can't be read, as far as it is logged; empty while they can. The thread that checks. */
    private String unreadable = "";

    /** Null once closed. Guarded by this object's lock, under which it is retained and replaced, and nothing else done. */
    private @Nullable SslContext context;

    /**
     * TLS with the files as they were when they were named.
     *
     * @throws IllegalArgumentException if it can't be used
     */
    LiveTls(TlsProfile profile, List<String> alpn) {
        this.alpn = alpn;
        this.tried = profile;
        this.context = profile.context(alpn);
    }

    /** How often {@link #check} is to be called; 0 for never. */
    long checkMillis() {
        return tried.reloadMillis();
    }

    /**
     * Makes something of the context there is now.
     *
     * @return null if this is closed
     */
    <T> @Nullable T use(Function<SslContext, T> use) {
        SslContext current;
        synchronized (this) {
            if (context == null) {
                return null;
            }
            current = ReferenceCountUtil.retain(context);
        }
        try {
            return use.apply(current);
        } finally {
            ReferenceCountUtil.release(current);
        }
    }

    /** Looks at the files, and has new connections use what is in them, if that is new and can be used. Blocks. */
    void check() {
        try {
            TlsProfile now = read();
            if (!now.equals(tried)) {
                tried = now;
                replace(now.context(alpn));
                LOG.info("the files of TLS have changed; new connections use them");
            }
        } catch (IllegalArgumentException unusable) {
            LOG.warn(
                    "the files of TLS have changed, but {}; new connections use what was there", unusable.getMessage());
        }
    }

    /** What is in the files now, or what was tried last if they can't be read: of those nothing new can be said. */
    private TlsProfile read() {
        try {
            TlsProfile now = tried.reread();
            unreadable = "";
            return now;
        } catch (IllegalArgumentException failure) {
            String why = String.valueOf(failure.getMessage());
            if (!why.equals(unreadable)) {
                unreadable = why;
                throw failure;
            }
            return tried;
        }
    }

    private void replace(@Nullable SslContext next) {
        SslContext old;
        synchronized (this) {
            old = context;
            if (old == null) {
                // Closed meanwhile.
                old = next;
            } else {
                context = next;
            }
        }
        ReferenceCountUtil.release(old);
    }

    /** Makes no more handlers; those that were made go on. Idempotent. */
    @Override
    public void close() {
        replace(null);
    }
}
