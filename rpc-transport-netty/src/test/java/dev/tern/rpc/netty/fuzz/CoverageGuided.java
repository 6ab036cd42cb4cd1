package dev.tern.rpc.netty.fuzz;

/**
 * What Jazzer calls, a fuzzer that looks which code an input reaches and goes on from those that reach new code. {@code
 * CONTRIBUTING.md} has the command; new inputs end up in the folders of {@link Corpus}.
 */
public final class CoverageGuided {
    /** Set once, before any input. */
    private static Target target = Target.FRAMED_SERVER;

    private CoverageGuided() {}

    /** Takes the target's name. */
    public static void fuzzerInitialize(String[] arguments) {
        target = Target.valueOf(arguments[0]);
    }

    /** Tries an input. */
    public static void fuzzerTestOneInput(byte[] input) {
        target.run(input);
    }
}
