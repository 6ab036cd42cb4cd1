package dev.tern.rpc.stub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;

/** The publishers and subscribers of stubs and handlers keep the Reactive Streams rules, as their own test kit checks. */
final class FlowRulesTest {
    /** How long the kit waits for what must come; it sleeps as long in some of its tests. */
    static final long TIMEOUT_MILLIS = 1_000;

    /** How long the kit waits to see that nothing comes. */
    static final long SILENCE_MILLIS = 50;

    @ParameterizedTest
    @ValueSource(
            classes = {
                ReplyPublisherVerification.class,
                RequestPublisherVerification.class,
                RequestSubscriberVerification.class,
                ReplySubscriberVerification.class
            })
    void rulesAreKept(Class<?> verification) {
        TestListenerAdapter results = new TestListenerAdapter();
        TestNG kit = new TestNG(false);
        kit.setVerbose(0);
        kit.setTestClasses(new Class<?>[] {verification});
        kit.addListener(results);
        kit.run();
        List<String> failures = Stream.of(results.getFailedTests(), results.getConfigurationFailures())
                .flatMap(List::stream)
                .map(FlowRulesTest::describe)
                .toList();
        assertEquals(List.of(), failures);
        assertTrue(results.getPassedTests().size() > 0, "some rules were checked");
    }

    private static String describe(ITestResult result) {
        return result.getName() + ": " + result.getThrowable();
    }
}
