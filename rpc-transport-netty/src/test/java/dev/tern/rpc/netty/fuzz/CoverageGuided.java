package dev.tern.rpc.netty.fuzz;

/**
 * What Jazzer calls, a fuzzer that looks which code an input reaches and goes on from those that reach new code. It is no dependency
 * of the build: with {@code com.code-intelligence:jazzer} before this module's test class path,
 *
 * <pre>
 *   java -cp … com.code_intelligence.jazzer.Jazzer --target_class=dev.tern.rpc.netty.fuzz.CoverageGuided \
 *       --target_args=FRAMED_SERVER --instrumentation_includes='dev.tern.**' --custom_hook_excludes='**' \
 *       -max_total_time=600 -max_len=2048 folder-of-inputs
 * </pre>
 *
 * Its hooks are left out since those for {@code Unsafe} don't take Netty's queues. Inputs that fail are to be kept in {@link Corpus}.
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
