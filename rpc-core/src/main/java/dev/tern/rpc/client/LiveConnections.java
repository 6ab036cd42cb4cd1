package dev.tern.rpc.client;

import dev.tern.rpc.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** All connections of a channel, those included that take no more calls: what a drain waits for, and what a close cuts. */
final class LiveConnections {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();

    /** Guarded by the lock, which is never held while a connection is told anything. */
    private final Set<CountedConnection> all = new HashSet<>();

    void add(CountedConnection connection) {
        lock.lock();
        try {
            all.add(connection);
        } finally {
            lock.unlock();
        }
    }

    void remove(CountedConnection connection) {
        lock.lock();
        try {
            all.remove(connection);
            if (all.isEmpty()) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    List<CountedConnection> all() {
        lock.lock();
        try {
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    /** Calls on all of them. */
    int calls() {
        return all().stream().mapToInt(CountedConnection::calls).sum();
    }

    /** Waits until there is none, for so long at the most. */
    void awaitNone(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!all.isEmpty() && left > 0) {
                left = none.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes all. */
    void close(Status reason) {
        all().forEach(connection -> connection.close(reason));
    }
}
