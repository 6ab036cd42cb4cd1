package dev.tern.rpc.netty;

import dev.tern.rpc.netty.fault.Link;
import dev.tern.rpc.netty.fault.ProxiedTransport;
import dev.tern.rpc.netty.fault.Seed;
import dev.tern.rpc.transport.Transport;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A wire keeps the contract over a bad network: what passes is late, in odd chunks, and never much at a time. */
@ExtendWith({Seed.class, ProxiedContractTest.FewTurns.class})
abstract class ProxiedContractTest extends NettyContractTest {
    /** Bad enough to part frames everywhere; good enough for the 64 MiB that some tests send. */
    private static final Link LINK = Link.CLEAR
            .withJitter(Duration.ofMillis(1))
            .withMaxChunkBytes(64 * 1024)
            .withBytesPerSecond(150_000_000);

    ProxiedContractTest(UnaryOperator<NettyTransportBuilder> settings) {
        super(settings);
    }

    @Override
    final Transport around(NettyTransport transport) {
        return new ProxiedTransport(transport, Seed.value(), LINK);
    }

    /** Ten thousand turns at a millisecond or two each take half a minute, and show what a hundred do. */
    static final class FewTurns implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getTags().contains(MANY_TURNS)
                    ? ConditionEvaluationResult.disabled("each turn takes as long as the link does")
                    : ConditionEvaluationResult.enabled("no test of very many turns");
        }
    }
}
