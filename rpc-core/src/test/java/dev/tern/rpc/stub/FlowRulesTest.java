package dev.tern.rpc.stub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;
import org.testng.xml.XmlSuite;

/** The publishers and subscribers of stubs and handlers keep the Reactive Streams rules, as their own test kit checks. */
final class FlowRulesTest {
    /** How long the kit waits for what must come; it sleeps as long in some of its tests. */
    static final long TIMEOUT_MILLIS = 2_000;

    /** How long the kit waits to see that nothing comes. */
    static final long SILENCE_MILLIS = 50;

    private static final Class<?>[] VERIFICATIONS = {
        ReplyPublisherVerification.class,
        RequestPublisherVerification.class,
        RequestSubscriberVerification.class,
        ReplySubscriberVerification.class
    };

    @Test
    void rulesAreKept() {
        TestListenerAdapter results = new TestListenerAdapter();
        TestNG kit = new TestNG(false);
        kit.setVerbose(0);
        kit.setTestClasses(VERIFICATIONS);
        // Together, since most of the time they sleep.
        kit.setParallel(XmlSuite.ParallelMode.CLASSES);
        kit.setThreadCount(VERIFICATIONS.length);
        kit.addListener(results);
        kit.run();
        List<String> failures = Stream.of(results.getFailedTests(), results.getConfigurationFailures())
                .flatMap(List::stream)
                .map(FlowRulesTest::describe)
                .toList();
        assertEquals(List.of(), failures);
        Set<Class<?>> passed = results.getPassedTests().stream()
                .map(result -> result.getTestClass().getRealClass())
                .collect(Collectors.toSet());
        assertEquals(Set.of(VERIFICATIONS), passed);
    }

    private static String describe(ITestResult result) {
        return result.getTestClass().getRealClass().getSimpleName() + '.' + result.getName() + ": "
                + result.getThrowable();
    }
}
