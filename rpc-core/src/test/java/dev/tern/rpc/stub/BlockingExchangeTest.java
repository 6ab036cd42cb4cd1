package dev.tern.rpc.stub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Outcome;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the events of a blocking call run. */
class BlockingExchangeTest {
    /** A call whose events the test brings. */
    private static final class ScriptedCall implements ClientCall<String, String> {
        private @Nullable ClientCallListener<String> listener;
        private @Nullable Executor executor;

        @Override
        public void start(ClientCallListener<String> listener, Executor executor) {
            this.listener = listener;
            this.executor = executor;
        }

        @Override
        public void request(int messages) {}

        @Override
        public void send(String message, boolean last) {}

        @Override
        public void compressMessages(boolean on) {}

        @Override
        public void halfClose() {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public boolean isReplyCompressed() {
            return false;
        }

        @Override
        public void cancel(String message, @Nullable Throwable cause) {}
    }

    @Test
    void whatComesAfterTheEndRunsAtOnceThoughNobodyWaitsForIt() {
        ScriptedCall call = new ScriptedCall();
        BlockingExchange<String, String> exchange = BlockingExchange.start(call);
        AtomicInteger told = new AtomicInteger();
        call.executor.execute(told::incrementAndGet);
        call.executor.execute(
                () -> call.listener.onClose(Outcome.of(StatusCode.DEADLINE_EXCEEDED.withMessage("this side gave up"))));
        assertEquals(0, told.get());
        assertThrows(RpcException.class, () -> exchange.replies().next());
        assertEquals(1, told.get());

        call.executor.execute(told::incrementAndGet);

        assertEquals(2, told.get());
    }
}
