package dev.tern.rpc.netty.framed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiveFlowTest {
    private final List<Integer> given = new ArrayList<>();
    private final ReceiveFlow flow = new ReceiveFlow(1_000, given::add);

    @Test
    void creditIsGivenBackInQuarters() {
        flow.spend(1_000);
        flow.consumeHere(249);
        assertEquals(List.of(), given);
        flow.consumeHere(1);
        assertEquals(List.of(250), given);
        assertEquals(250, flow.credit());
    }

    @Test
    void whatOtherThreadsConsumeIsGivenBackOnceByTheEventLoop() {
        flow.spend(1_000);
        assertFalse(flow.consumeElsewhere(200));
        assertTrue(flow.consumeElsewhere(100));
        assertFalse(flow.consumeElsewhere(300), "it is in the queue already");
        flow.run();
        assertEquals(List.of(600), given);
        assertTrue(flow.consumeElsewhere(250));
    }

    @Test
    void lessThanHalfIsEverHeldBack() {
        flow.spend(1_000);
        flow.consumeHere(249);
        flow.consumeElsewhere(249);
        assertEquals(List.of(), given);
        flow.consumeHere(1);
        assertEquals(List.of(250), given);
    }
}
