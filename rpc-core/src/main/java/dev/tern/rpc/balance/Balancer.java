package dev.tern.rpc.balance;

import java.util.List;

/** A way to spread calls: makes a picker whenever the set of ready endpoints changes. Stateless. */
@FunctionalInterface
public interface Balancer {
    /**
     * Sends every call to the first ready endpoint, in the order the resolver gave them; the others stand by. The
     * default.
     */
    Balancer PICK_FIRST = new Balancer() {
        @Override
        public <C> Picker<C> picker(List<C> ready) {
            C first = ready.get(0);
            return () -> first;
        }
    };

    /**
     * A picker over candidates.
     *
     * @param ready what can take calls now, at least one, in the order the resolver gave them
     * @param <C> what is picked: a ready connection
     */
    <C> Picker<C> picker(List<C> ready);
}
