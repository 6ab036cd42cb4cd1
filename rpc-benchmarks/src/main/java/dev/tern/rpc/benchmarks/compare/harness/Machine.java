package dev.tern.rpc.benchmarks.compare.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The machine under the comparison, and the JVMs as they are started on it. */
final class Machine {
    /** The same for all, and the collector too, so that neither makes a difference. */
    private static final List<String> JVM = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");

    private static final List<String> IDLE_JVM = List.of("-Xmx1g", "-XX:+UseSerialGC");

    /** Netty and protobuf reach native code and memory the old way, which newer JDKs want to be told. */
    private static final List<String> NEWER_JVM =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private final Options options;
    private final List<String> serverCore;
    private final List<String> clientCore;

    Machine(Options options) {
        this.options = options;
        List<String> cores = options.cores().orElse(cores() > 1 && hasTaskset() ? List.of("0", "1") : List.of());
        this.serverCore = cores.isEmpty() ? List.of() : List.of("taskset", "-c", cores.get(0));
        this.clientCore = cores.isEmpty() ? List.of() : List.of("taskset", "-c", cores.get(cores.size() - 1));
    }

    /** Whether it has a JDK for that peer. */
    boolean canRun(CatalogueEntry peer) {
        return isOldEnough(peer) || options.newerJdk().isPresent();
    }

    private static boolean isOldEnough(CatalogueEntry peer) {
        return peer.leastJdk() <= Runtime.version().feature();
    }

    /** The command line of a server. */
    List<String> server(CatalogueEntry peer, List<String> arguments) throws IOException {
        return command(serverCore, peer, ServerProgram.class, arguments);
    }

    /** The command line of a client. */
    List<String> client(CatalogueEntry peer, List<String> arguments) throws IOException {
        return command(clientCore, peer, ClientProgram.class, arguments);
    }

    /** The command line of a program that the peer's class path has; on any core, with a heap that fits idle things. */
    List<String> program(CatalogueEntry peer, String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(IDLE_JVM);
        command.addAll(List.of("-cp", classPath(peer), program));
        command.addAll(arguments);
        return command;
    }

    private List<String> command(List<String> core, CatalogueEntry peer, Class<?> program, List<String> arguments)
            throws IOException {
        boolean thisJdk = isOldEnough(peer);
        Path jdk = thisJdk
                ? Path.of(System.getProperty("java.home"))
                : options.newerJdk().orElseThrow();
        List<String> command = new ArrayList<>(core);
        command.add(jdk.resolve("bin/java").toString());
        command.addAll(JVM);
        if (!thisJdk || Runtime.version().feature() >= 24) {
            command.addAll(NEWER_JVM);
        }
        command.addAll(List.of("-cp", classPath(peer), program.getName(), peer.className(), peer.variant()));
        command.addAll(arguments);
        return command;
    }

    /** What the build of the peer's project has left. */
    private String classPath(CatalogueEntry peer) throws IOException {
        Path project =
                peer.isHere() ? options.home() : options.home().resolve("peers").resolve(peer.project());
        Path target = project.resolve("target");
        return target.resolve("classes") + ":"
                + Files.readString(target.resolve("class-path")).strip();
    }

    /** The versions of what that peer is made of, in words, for results. */
    String libraries(CatalogueEntry peer) throws IOException {
        return Libraries.on(classPath(peer));
    }

    /** In words, for results. */
    String facts() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %s %s, %s, %s",
                processor(),
                cores(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                serverCore.isEmpty() ? "not pinned" : "a core for each process",
                String.join(" ", JVM));
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static boolean hasTaskset() {
        return Files.isExecutable(Path.of("/usr/bin/taskset"));
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst("[^:]*:\\s*", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException noSuchSystem) {
            return System.getProperty("os.arch");
        }
    }
}
