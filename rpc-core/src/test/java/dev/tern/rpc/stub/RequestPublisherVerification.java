package dev.tern.rpc.stub;

import dev.tern.rpc.concurrent.BoundedPool;
import dev.tern.rpc.contract.Flows;
import dev.tern.rpc.contract.Text;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;

/** Checks the publisher of requests; run by {@link FlowRulesTest}. */
public final class RequestPublisherVerification extends FlowPublisherVerification<Text> {
    private final BoundedPool pool = BoundedPool.of("flow", 4, 1_000, "");
    private final FlowRig rig = new FlowRig(pool);

    /** For TestNG. */
    public RequestPublisherVerification() {
        super(new TestEnvironment(FlowRulesTest.TIMEOUT_MILLIS, FlowRulesTest.SILENCE_MILLIS));
    }

    @Override
    public Flow.Publisher<Text> createFlowPublisher(long elements) {
        return rig.requests(Flows.publish(elements, Text::of));
    }

    @Override
    public Flow.Publisher<Text> createFailedFlowPublisher() {
        return rig.failedRequests();
    }

    /** Gives back threads. */
    @AfterClass
    public void close() {
        rig.close();
        pool.shutdown();
    }
}
