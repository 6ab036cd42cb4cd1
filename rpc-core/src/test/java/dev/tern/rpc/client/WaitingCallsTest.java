package dev.tern.rpc.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.Waiting;
import dev.tern.rpc.inprocess.InProcessAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WaitingCallsTest {
    private static final MethodDescriptor<String, String> METHOD =
            MethodDescriptor.of(MethodKind.UNARY, "test.Service", "One", NoMarshaller.INSTANCE, NoMarshaller.INSTANCE);

    private final ClientChannel channel = ClientChannel.over(new ScriptedTransport(), InProcessAddress.of("nobody"));
    private final ChannelCall<?, ?> hasty = call(Waiting.FAIL_FAST);
    private final ChannelCall<?, ?> patient = call(Waiting.WAIT_FOR_READY);
    private final ChannelCall<?, ?> another = call(Waiting.FAIL_FAST);
    private final WaitingCalls waiting = new WaitingCalls(3);

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void callsComeOutInTheOrderTheyWentIn() {
        addAll();
        assertEquals(List.of(hasty, patient, another), waiting.takeAll());
        assertTrue(waiting.isEmpty());
    }

    @Test
    void callsComeOutOneByOneInTheirOrder() {
        addAll();
        assertEquals(hasty, waiting.poll());
        assertEquals(patient, waiting.poll());
        assertEquals(1, waiting.size());
        assertEquals(another, waiting.poll());
        assertNull(waiting.poll());
    }

    @Test
    void onlyCallsThatWouldRatherFailAreTakenForThat() {
        addAll();
        assertEquals(List.of(hasty, another), waiting.takeFailFast());
        assertEquals(List.of(patient), waiting.takeAll());
    }

    @Test
    void removedCallWaitsNoMore() {
        addAll();
        waiting.remove(patient);
        waiting.remove(patient);
        assertEquals(List.of(hasty, another), waiting.takeAll());
    }

    @Test
    void callOverTheLimitIsRefusedNamingIt() {
        addAll();
        ChannelCall<?, ?> fourth = call(Waiting.FAIL_FAST);
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, waiting.add(fourth, "why").code());
        assertTrue(waiting.add(fourth, "why").message().contains("maxWaitingCalls is 3; why; set"));
        waiting.remove(hasty);
        assertTrue(waiting.add(fourth, "why").isOk());
    }

    private void addAll() {
        List.of(hasty, patient, another)
                .forEach(call -> assertTrue(waiting.add(call, "why").isOk()));
    }

    private ChannelCall<?, ?> call(Waiting how) {
        return new SingleReplyCall<>(channel, METHOD, CallOptions.DEFAULT.withWaiting(how));
    }
}
