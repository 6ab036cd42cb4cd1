package dev.tern.rpc.netty.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bytes that nobody should send: what was found once, good sessions, and mutations of both. Seeded, so that every build tries the
 * same; a longer search, guided by what code is reached, is {@link CoverageGuided}'s. With {@code -Dfuzz.seconds=600} each target is
 * searched for that long from a new seed, without such guidance.
 */
class FuzzTest {
    private static final long SEED = 20_261_124;
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);

    /** On a machine that is so slow that the rounds would not end soon. */
    private static final long MAX_SECONDS = 2;

    @ParameterizedTest
    @EnumSource
    void whatWasFoundOnceIsNotFoundAgain(Target target) {
        Corpus.of(target).forEach((name, input) -> run(target, input, name));
    }

    @ParameterizedTest
    @EnumSource
    void examplesAreAsTheyShouldBe(Target target) {
        List<byte[]> examples = target.examples();
        for (int i = 0; i < examples.size(); i++) {
            run(target, examples.get(i), "example " + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mutationsBreakNoPromise(Target target) {
        List<byte[]> pool = Corpus.pool(target);
        long seed = SECONDS > 0 ? System.nanoTime() : SEED;
        Mutation mutation = new Mutation(seed);
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS > 0 ? SECONDS : MAX_SECONDS);
        int rounds = SECONDS > 0 ? Integer.MAX_VALUE : target.rounds();
        for (int round = 0; round < rounds && System.nanoTime() - giveUpAt < 0; round++) {
            run(target, mutation.of(pool), "round " + round + " of seed " + seed);
        }
    }

    private static void run(Target target, byte[] input, String which) {
        try {
            target.run(input);
        } catch (Throwable broken) {
            fail(target + ", " + which + ": " + Corpus.keep(target, input), broken);
        }
    }
}
