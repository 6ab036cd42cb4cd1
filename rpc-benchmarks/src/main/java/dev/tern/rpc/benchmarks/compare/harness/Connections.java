package dev.tern.rpc.benchmarks.compare.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Connections, as so many clients would have; mostly one. Their clients call; itself it calls on the first.
 *
 * @param clients of each connection
 * @param after closed last: what the clients share
 */
public record Connections(List<PeerClient> clients, Runnable after) implements PeerClient {
    /** Makes a client, with a connection of its own that is closed with it. */
    public interface Maker<E extends Exception> {
        /** One more. */
        PeerClient make() throws E;
    }

    /** As many as the conditions say. */
    public static <E extends Exception> Connections of(Conditions conditions, Maker<E> maker, Runnable after) throws E {
        List<PeerClient> clients = new ArrayList<>();
        for (int i = 0; i < conditions.workload().extras().connections(); i++) {
            clients.add(maker.make());
        }
        return new Connections(List.copyOf(clients), after);
    }

    @Override
    public PeerClient connection(int number) {
        return clients.get(number);
    }

    @Override
    public Optional<ThreadFactory> callers() {
        return clients.get(0).callers();
    }

    @Override
    public void call(Completion done) throws Exception {
        clients.get(0).call(done);
    }

    @Override
    public void oneWay(Completion done) throws Exception {
        clients.get(0).oneWay(done);
    }

    @Override
    public void stream(int messages, StreamEvents events) throws Exception {
        clients.get(0).stream(messages, events);
    }

    @Override
    public void close() throws IOException {
        for (PeerClient client : clients) {
            client.close();
        }
        after.run();
    }
}
