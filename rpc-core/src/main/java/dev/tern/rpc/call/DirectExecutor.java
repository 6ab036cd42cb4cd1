package dev.tern.rpc.call;

import java.util.concurrent.Executor;

/**
 * Runs what it is given at once, on the thread that gives it. As the executor of a channel, server or service it means:
 * on the transport's threads, with no hop. The fastest, and only for code that never blocks.
 */
public enum DirectExecutor implements Executor {
    /** The one there is. */
    INSTANCE;

    @Override
    public void execute(Runnable command) {
        command.run();
    }
}
