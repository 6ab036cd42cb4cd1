package dev.tern.rpc.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A main run as users run it, in a process of its own: only so does it count that the process ends by itself.
 *
 * @param exitCode what it ended with
 * @param output what it printed
 * @param errors what it printed to standard error
 */
public record Program(int exitCode, String output, String errors) {
    /** Far above what any example takes, on a machine that has much else to do. */
    private static final int MAX_SECONDS = 60;

    /** Runs a main on the class path of this test, to its end. */
    public static Program run(String mainClass, String... arguments) throws IOException, InterruptedException {
        return runOn(System.getProperty("java.class.path"), mainClass, arguments);
    }

    /** Runs a main on a class path of one's choice, to its end. */
    public static Program runOn(String classPath, String mainClass, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("tern-example", ".out");
        Path errors = Files.createTempFile("tern-example", ".err");
        Process process = new ProcessBuilder(command(classPath, mainClass, arguments))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(mainClass + " has not ended after " + MAX_SECONDS + " s; it printed:\n"
                        + Files.readString(output) + Files.readString(errors));
            }
            return new Program(process.exitValue(), Files.readString(output), Files.readString(errors));
        } finally {
            process.destroyForcibly();
            Files.delete(output);
            Files.delete(errors);
        }
    }

    /** The command line of a main; its JVM is told to start fast rather than to run fast. */
    public static List<String> command(String classPath, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Everything that matters, for the message of a failed assertion. */
    @Override
    public String toString() {
        return "exit code " + exitCode + "\n" + output + errors;
    }
}
