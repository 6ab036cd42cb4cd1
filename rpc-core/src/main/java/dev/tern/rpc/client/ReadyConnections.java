package dev.tern.rpc.client;

import dev.tern.rpc.balance.Balancer;
import dev.tern.rpc.balance.Picker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections that take calls, one or more, and who picks among them. Immutable.
 *
 * @param picker the balancer's
 * @param all what it picks from
 */
record ReadyConnections(Picker<CountedConnection> picker, List<CountedConnection> all) {
    static ReadyConnections of(List<CountedConnection> ready, Balancer balancer) {
        return new ReadyConnections(balancer.picker(ready), List.copyOf(ready));
    }

    /** Takes a place for a call: on the connection that is picked, else on any that has one; null if all are full. */
    @Nullable
    CountedConnection enter() {
        CountedConnection picked = picker.pick();
        if (picked.enter()) {
            return picked;
        }
        for (CountedConnection other : all) {
            if (other.enter()) {
                return other;
            }
        }
        return null;
    }

    /** Why no call can enter, in words. */
    String describeFull() {
        String first = all.get(0).describeFull();
        return all.size() == 1 ? first : first + ", and the other " + (all.size() - 1) + " are full, too";
    }
}
