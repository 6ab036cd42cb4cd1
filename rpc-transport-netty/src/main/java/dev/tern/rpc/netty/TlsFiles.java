package dev.tern.rpc.netty;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All TLS that a transport has in use, and the thread that looks at its files, which is there if any TLS wants that. Safe for
 * any number of threads.
 */
final class TlsFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

    private final Set<Use> uses = ConcurrentHashMap.newKeySet();

    /** Null while no files are looked at. Guarded by this object's lock. */
    private @Nullable ScheduledExecutorService thread;

    /** Guarded by this object's lock. */
    private boolean closed;

    /**
     * An interval between two looks.
     *
     * @throws IllegalArgumentException if it is not 1 ms to 1 day
     */
    static long intervalMillis(Duration interval) {
        if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("reloading every " + interval + " is not between 1 ms and 1 day");
        }
        return interval.toMillis();
    }

    /** TLS in use, until that is closed. */
    final class Use implements AutoCloseable {
        private final LiveTls tls;

        /** Written before anyone has this. */
        private @Nullable Future<?> checks;

        private Use(LiveTls tls) {
            this.tls = tls;
        }

        LiveTls tls() {
            return tls;
        }

        /** Idempotent. */
        @Override
        public void close() {
            uses.remove(this);
            if (checks != null) {
                checks.cancel(false);
            }
            tls.close();
        }
    }

    /**
     * Takes TLS into use, with its files as they are now if it is to follow them. May block for that: never on an event
     * loop.
     *
     * @param alpn names of protocols, the preferred first
     * @throws IllegalArgumentException if it can't be used
     * @throws IllegalStateException if the transport is closed
     */
    Use use(TlsProfile profile, List<String> alpn) {
        LiveTls tls = new LiveTls(profile, alpn);
        Use use = new Use(tls);
        long millis = tls.checkMillis();
        if (millis > 0) {
            tls.check();
        }
        synchronized (this) {
            if (closed) {
                tls.close();
                throw new IllegalStateException("the transport is closed");
            }
            if (millis > 0) {
                use.checks = thread().scheduleWithFixedDelay(() -> check(tls), millis, millis, TimeUnit.MILLISECONDS);
            }
            uses.add(use);
        }
        return use;
    }

    /** Called with the lock held. */
    private ScheduledExecutorService thread() {
        ScheduledExecutorService known = thread;
        if (known == null) {
            known = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread made = new Thread(task, "tern-tls-files");
                made.setDaemon(true);
                return made;
            });
            thread = known;
        }
        return known;
    }

    private static void check(LiveTls tls) {
        try {
            tls.check();
        } catch (RuntimeException bug) {
            // Thrown on, it would end all looks at these files.
            LOG.error("the files of TLS could not be looked at", bug);
        }
    }

    /** Ends all use, and the thread. */
    @Override
    public void close() {
        ScheduledExecutorService ending;
        synchronized (this) {
            closed = true;
            ending = thread;
        }
        if (ending != null) {
            ending.shutdownNow();
        }
        uses.forEach(Use::close);
    }
}
