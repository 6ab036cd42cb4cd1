package dev.tern.rpc.benchmarks.compare.tern;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** Virtual threads, by reflection: this is compiled for a JDK that has none. */
final class VirtualThreads {
    private VirtualThreads() {}

    /** Makes threads that are not started. */
    static ThreadFactory factory() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException before21) {
            throw new UnsupportedOperationException("virtual threads need JDK 21", before21);
        }
    }

    /** Runs each task on a thread of its own. */
    static Executor executor() {
        ThreadFactory threads = factory();
        return task -> threads.newThread(task).start();
    }
}
