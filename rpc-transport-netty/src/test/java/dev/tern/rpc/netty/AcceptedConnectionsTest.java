package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tern.rpc.netty.AcceptedConnections.Verdict;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptedConnectionsTest {
    private static final int MAX_TOLD = 64;

    private final AcceptedConnections accepted = new AcceptedConnections(2);

    private EmbeddedChannel add(Verdict verdict) {
        EmbeddedChannel channel = new EmbeddedChannel();
        assertEquals(verdict, accepted.add(channel));
        return channel;
    }

    @Test
    void oneMoreIsToldAndAnotherMayComeWhenOneGoes() {
        EmbeddedChannel first = add(Verdict.STAYS);
        add(Verdict.STAYS);
        add(Verdict.TURNED_AWAY);
        first.close();
        add(Verdict.STAYS);
        add(Verdict.TURNED_AWAY);
    }

    @Test
    void noMoreThanSomeAreToldAtATime() {
        add(Verdict.STAYS);
        add(Verdict.STAYS);
        List<EmbeddedChannel> told = new ArrayList<>();
        for (int i = 0; i < MAX_TOLD; i++) {
            told.add(add(Verdict.TURNED_AWAY));
        }
        assertFalse(add(Verdict.CLOSED).isOpen());
        told.get(0).close();
        add(Verdict.TURNED_AWAY);
        assertFalse(add(Verdict.CLOSED).isOpen());
    }
}
