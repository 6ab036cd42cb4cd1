package dev.tern.rpc.server;

import dev.tern.rpc.DrainReport;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains a server when the JVM ends. The JVM waits for that: it halts when all such threads have ended, so this one ends
 * when the server is closed, whoever closes it.
 */
final class ShutdownDrain {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownDrain.class);

    private final Duration grace;
    private final Thread hook = new Thread(this::drain, "tern-shutdown");

    /** Written before the hook is known to the JVM. */
    @SuppressWarnings("NullAway.Init")
    private Server server;

    ShutdownDrain(Duration grace) {
        this.grace = grace;
    }

    /**
     * From here on the server is drained if the JVM ends.
     *
     * @throws IllegalStateException if it is ending already; the server is closed then
     */
    void watch(Server server) {
        this.server = server;
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            server.close();
            throw ending;
        }
    }

    /** The server was closed: there is nothing to drain. */
    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs, or is about to: it finds the server closed.
            LOG.debug("closed while the JVM ends");
        }
    }

    private void drain() {
        try {
            DrainReport report = server.drain(grace);
            if (report.isClean()) {
                LOG.info("the JVM ends; the server at {}: {}", server.address(), report);
            } else {
                LOG.warn("the JVM ends; the server at {}: {}", server.address(), report);
            }
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
