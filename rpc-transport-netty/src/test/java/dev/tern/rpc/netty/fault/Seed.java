package dev.tern.rpc.netty.fault;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Where chance begins in tests of faults: another seed each run, unless the system property {@value #PROPERTY} has one. As
 * an extension of a test it has failures tell the seed.
 */
public final class Seed implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    /** Its system property. */
    public static final String PROPERTY = "tern.faults.seed";

    private static final long VALUE =
            Long.getLong(PROPERTY, ThreadLocalRandom.current().nextLong(1_000_000_000));

    /** The seed of this run. */
    public static long value() {
        return VALUE;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw told(failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw told(failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw told(failure);
    }

    private static Throwable told(Throwable failure) {
        failure.addSuppressed(new SeedOfRun());
        return failure;
    }

    /** Tells the seed in a stack trace. */
    private static final class SeedOfRun extends Exception {
        private static final long serialVersionUID = 1L;

        SeedOfRun() {
            super("to have the same chances again: -D" + PROPERTY + "=" + VALUE, null, false, false);
        }
    }
}
