package dev.tern.rpc.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.concurrent.ManualClock;
import dev.tern.rpc.concurrent.Timer;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.resolve.Endpoint;
import dev.tern.rpc.resolve.Resolver;
import dev.tern.rpc.resolve.ResolverListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResolutionTest {
    private static final List<Endpoint> FOUND = List.of(Endpoint.at(InProcessAddress.of("found")));
    private static final Status NO_SUCH_NAME = StatusCode.UNAVAILABLE.withMessage("no such name");

    private final ManualClock clock = new ManualClock();
    private final Timer timer = Timer.manual(clock);
    private final List<ResolverListener> questions = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private boolean wanted = true;
    private boolean resolverThrows;

    private final Resolver resolver = new Resolver() {
        @Override
        public void resolve(ResolverListener listener) {
            questions.add(listener);
            if (resolverThrows) {
                throw new IllegalStateException("out of order");
            }
        }

        @Override
        public String target() {
            return "a.test:1";
        }
    };

    private final Resolution resolution = new Resolution(
            resolver, timer, new Backoff(Duration.ofMillis(100), Duration.ofMillis(200)), new Resolution.Owner() {
                @Override
                public void onEndpoints(List<Endpoint> endpoints) {
                    answers.add("found " + endpoints.size());
                }

                @Override
                public void onFailure(Status reason) {
                    answers.add("failed: " + reason.message());
                }

                @Override
                public boolean wantsConnection() {
                    return wanted;
                }
            });

    @Test
    void asksOneQuestionAtATime() {
        resolution.ask();
        resolution.ask();
        assertEquals(1, questions.size());
    }

    @Test
    void answerIsPassedOnAndTheNextQuestionAskedAnew() {
        resolution.ask();
        questions.get(0).onEndpoints(FOUND);
        resolution.ask();
        assertEquals(List.of("found 1"), answers);
        assertEquals(2, questions.size());
    }

    @Test
    void answersOfTheResolversOwnAccordArePassedOn() {
        resolution.ask();
        questions.get(0).onEndpoints(FOUND);
        questions.get(0).onEndpoints(FOUND);
        assertEquals(List.of("found 1", "found 1"), answers);
        assertEquals(1, questions.size());
    }

    @Test
    void failureIsKnownUntilTheNextQuestionWhichWaits() {
        fail();
        assertEquals(NO_SUCH_NAME, resolution.backoffReason());
        resolution.ask();
        assertEquals(1, questions.size());
        clock.advance(Duration.ofMillis(121));
        timer.expireDue();
        assertEquals(2, questions.size());
        assertTrue(resolution.backoffReason().isOk());
    }

    @Test
    void waitsLongerAfterASecondFailure() {
        fail();
        clock.advance(Duration.ofMillis(121));
        timer.expireDue();
        questions.get(1).onFailure(NO_SUCH_NAME);
        clock.advance(Duration.ofMillis(159));
        timer.expireDue();
        assertEquals(2, questions.size());
        clock.advance(Duration.ofMillis(82));
        timer.expireDue();
        assertEquals(3, questions.size());
    }

    @Test
    void answerForgetsEarlierFailures() {
        fail();
        clock.advance(Duration.ofMillis(121));
        timer.expireDue();
        questions.get(1).onEndpoints(FOUND);
        resolution.ask();
        questions.get(2).onFailure(NO_SUCH_NAME);
        clock.advance(Duration.ofMillis(121));
        timer.expireDue();
        assertEquals(4, questions.size());
    }

    @Test
    void asksNoMoreIfNobodyWantsAnAnswer() {
        fail();
        wanted = false;
        clock.advance(Duration.ofMillis(121));
        timer.expireDue();
        assertEquals(1, questions.size());
        resolution.ask();
        assertEquals(2, questions.size());
    }

    @Test
    void secondFailureToOneQuestionIsNotHeard() {
        fail();
        questions.get(0).onFailure(NO_SUCH_NAME);
        assertEquals(List.of("failed: no such name"), answers);
        assertEquals(1, timer.armed());
    }

    @Test
    void resolverThatThrowsHasFailed() {
        resolverThrows = true;
        resolution.ask();
        assertEquals(StatusCode.UNAVAILABLE, resolution.backoffReason().code());
        assertTrue(resolution.backoffReason().message().contains("a.test:1"), resolution.backoffReason()::message);
        assertEquals(1, answers.size());
    }

    private void fail() {
        resolution.ask();
        questions.get(0).onFailure(NO_SUCH_NAME);
    }
}
