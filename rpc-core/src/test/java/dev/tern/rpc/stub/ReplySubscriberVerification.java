package dev.tern.rpc.stub;

import dev.tern.rpc.call.DirectExecutor;
import dev.tern.rpc.contract.Text;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterClass;

/** Checks the subscriber to replies; run by {@link FlowRulesTest}. */
public final class ReplySubscriberVerification extends FlowSubscriberBlackboxVerification<Text> {
    private final FlowRig rig = new FlowRig(DirectExecutor.INSTANCE);

    /** For TestNG. */
    public ReplySubscriberVerification() {
        super(new TestEnvironment(FlowRulesTest.TIMEOUT_MILLIS, FlowRulesTest.SILENCE_MILLIS));
    }

    @Override
    @SuppressWarnings("unchecked") // takes any text, and so takes text
    public Flow.Subscriber<Text> createFlowSubscriber() {
        return (Flow.Subscriber<Text>) rig.replySubscriber();
    }

    @Override
    public Text createElement(int number) {
        return Text.of(number);
    }

    /** Gives back threads. */
    @AfterClass
    public void close() {
        rig.close();
    }
}
