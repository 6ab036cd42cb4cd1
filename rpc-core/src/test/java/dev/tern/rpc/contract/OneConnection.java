package dev.tern.rpc.contract;

import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.stub.Handlers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** For themes whose failures must leave the connection as it was. */
abstract class OneConnection extends Contract {
    /** Where calls came from. */
    private final Set<String> peers = ConcurrentHashMap.newKeySet();

    OneConnection(TransportContractTest subject) {
        super(subject);
    }

    /** Serves, and makes a first call, so that the connection is there before anything goes wrong. */
    final void begin(TextService service) {
        serve(service);
        assertEquals("before", ask("before").value());
    }

    /** Echoes, and notes who called. */
    final TextService service() {
        return TextService.with(UNARY, Handlers.unary((request, call) -> {
            peers.add(call.peer().toString());
            return request;
        }));
    }

    /** Further calls go well, and all calls come from the same address: nothing had to connect anew. */
    final void assertConnectionLives() {
        CompletableFuture<Text> second = askLater("second");
        assertEquals("first", ask("first").value());
        assertEquals("second", Await.value(second).value());
        assertEquals(1, peers.size(), peers::toString);
    }
}
