package dev.tern.rpc.client;

import static dev.tern.rpc.client.Heard.CHAT;
import static dev.tern.rpc.client.Heard.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.balance.Balancer;
import dev.tern.rpc.balance.Picker;
import dev.tern.rpc.call.CallOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A call that begins when its connection was given up and the channel doesn't pick among the others yet. Only a balancer
 * can be caught at that moment, and one that makes calls meets it on one thread; other threads meet it by bad luck.
 */
final class GoneConnectionTest {
    private final ScriptedTransport transport = new ScriptedTransport();
    private final ScriptedResolver resolver = new ScriptedResolver();
    private final Interrupted balancer = new Interrupted();

    @Test
    void callGoesToAnotherConnectionAtOnce() {
        try (ClientChannel channel = ClientChannel.builder(transport, resolver)
                .directExecutor()
                .balance(balancer)
                .build()) {
            new Heard(channel.newCall(CHAT, CallOptions.DEFAULT));
            resolver.find("one", "two");
            ScriptedConnection one = transport.attempts().get(0).succeed();
            ScriptedConnection two = transport.attempts().get(1).succeed();
            Heard[] call = new Heard[1];
            balancer.next = () -> {
                call[0] = new Heard(channel.newCall(UNARY, CallOptions.DEFAULT));
                call[0].call.send("x", true);
            };
            one.refuse(StatusCode.UNAVAILABLE.withMessage("draining"));
            transport.attempts().get(0).listener().onDraining();
            assertEquals(List.of("last x"), two.last().told());
            assertEquals(2, one.streams().size());
        }
    }

    /** Picks the first; does something else on the way when told to. */
    private static final class Interrupted implements Balancer {
        private Runnable next = () -> {};

        @Override
        public <C> Picker<C> picker(List<C> ready) {
            Runnable now = next;
            next = () -> {};
            now.run();
            return PICK_FIRST.picker(ready);
        }
    }
}
