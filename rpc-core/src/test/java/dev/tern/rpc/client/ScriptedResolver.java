package dev.tern.rpc.client;

import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.resolve.Endpoint;
import dev.tern.rpc.resolve.Resolver;
import dev.tern.rpc.resolve.ResolverListener;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Does nothing by itself: keeps the questions, for a test to answer the latest. */
final class ScriptedResolver implements Resolver {
    final List<ResolverListener> questions = new ArrayList<>();
    boolean closed;

    /** Answers with endpoints of these names. */
    void find(String... names) {
        questions
                .get(questions.size() - 1)
                .onEndpoints(Stream.of(names)
                        .map(name -> Endpoint.at(InProcessAddress.of(name)))
                        .toList());
    }

    @Override
    public void resolve(ResolverListener listener) {
        questions.add(listener);
    }

    @Override
    public String target() {
        return "scripted:1";
    }

    @Override
    public void close() {
        closed = true;
    }
}
