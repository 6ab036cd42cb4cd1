package dev.tern.rpc.benchmarks.peers.dubbo;

import java.util.concurrent.CompletableFuture;

/** The service, as Dubbo's own protocol has it: an interface of Java. */
public interface MessageEcho {
    /** Gives back what it gets. */
    CompletableFuture<Message> echo(Message message);
}
