package dev.tern.rpc.benchmarks.compare.harness;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the command line asks for. Confined to one thread. */
final class Options {
    static final String USAGE = """
            rpc-benchmarks/compare [options]
              --curves               what calls cost as one thing grows, in place of the workloads
              --workloads W1,W2      default: all, W1 to W9; with --curves: in-flight,payload and so on
              --peers a,b            names of the catalogue, * for anything; default: all that the JDKs here can run
              --rounds N             default 3, of curves 1; the peers take turns within each
              --seconds N            measured of each sample; default 5, of curves 3
              --warmup N             seconds before that; default 10 or what the catalogue has for the peer, of curves 3
              --cores S,C            the core for the server and the one for the client; default 0,1 where there are two
              --out FILE             the raw results, as CSV; default: a file in rpc-benchmarks/target/compare
              --list                 says what there is, and does nothing
            The script adds --home, --newer-jdk (the variable NEWER_JDK, or a JDK 25 where Linux has them) and --commit.""";

    private static final int DEFAULT_ROUNDS = 3;
    private static final int DEFAULT_SECONDS = 5;

    /** After 5 the compiler still has its part in the CPU of most peers, on a core that it shares with what it compiles. */
    private static final int DEFAULT_WARMUP_SECONDS = 10;

    /** Curves have so many points that each has to be short. */
    private static final int CURVE_SECONDS = 3;

    private List<String> workloads = List.of();
    private List<String> peers = List.of();
    private OptionalInt rounds = OptionalInt.empty();
    private OptionalInt seconds = OptionalInt.empty();
    private OptionalInt warmupSeconds = OptionalInt.empty();
    private Optional<List<String>> cores = Optional.empty();
    private Optional<Path> out = Optional.empty();
    private boolean list;
    private boolean curves;
    private Path home = Path.of("rpc-benchmarks");
    private Optional<Path> newerJdk = Optional.empty();
    private String commit = "unknown";

    private Options() {}

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if it is none, saying why
     */
    static Options parse(String... arguments) {
        Options options = new Options();
        Deque<String> left = new ArrayDeque<>(Arrays.asList(arguments));
        while (!left.isEmpty()) {
            String option = left.pop();
            if (option.equals("--list")) {
                options.list = true;
                continue;
            }
            if (option.equals("--curves")) {
                options.curves = true;
                continue;
            }
            if (left.isEmpty()) {
                throw new IllegalArgumentException(option + " is no option, or lacks its value");
            }
            options.set(option, left.pop());
        }
        return options;
    }

    private void set(String option, String value) {
        switch (option) {
            case "--workloads" -> workloads = List.of(value.split(",", -1));
            case "--peers" -> peers = List.of(value.split(",", -1));
            case "--rounds" -> rounds = OptionalInt.of(atLeast(1, option, value));
            case "--seconds" -> seconds = OptionalInt.of(atLeast(1, option, value));
            case "--warmup" -> warmupSeconds = OptionalInt.of(atLeast(0, option, value));
            case "--cores" -> cores = Optional.of(List.of(value.split(",", 2)));
            case "--out" -> out = Optional.of(Path.of(value));
            case "--home" -> home = Path.of(value);
            case "--newer-jdk" -> newerJdk = value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
            case "--commit" -> commit = value;
            default -> throw new IllegalArgumentException(option + " is no option");
        }
    }

    private static int atLeast(int least, String option, String value) {
        if (!value.matches("\\d{1,6}") || Integer.parseInt(value) < least) {
            throw new IllegalArgumentException(option + " '" + value + "' must be a number, at least " + least);
        }
        return Integer.parseInt(value);
    }

    /**
     * What is asked for of these peers.
     *
     * @throws IllegalArgumentException if there is no workload or curve of a name
     */
    Plan plan(List<CatalogueEntry> among) {
        return curves ? Plan.curves(workloads, among) : Plan.comparison(workloads, among);
    }

    /** Names or patterns; none if all are. */
    List<String> peers() {
        return peers;
    }

    int rounds() {
        return rounds.orElse(curves ? 1 : DEFAULT_ROUNDS);
    }

    int seconds() {
        return seconds.orElse(curves ? CURVE_SECONDS : DEFAULT_SECONDS);
    }

    /** Those of most peers. */
    int warmupSeconds() {
        return warmupSeconds.orElse(curves ? CURVE_SECONDS : DEFAULT_WARMUP_SECONDS);
    }

    /** What the command line says, or what that peer needs at least. */
    int warmupSeconds(CatalogueEntry peer) {
        return warmupSeconds.orElse(Math.max(warmupSeconds(), peer.leastWarmupSeconds()));
    }

    /** The server's and the client's, as {@code taskset} takes them. */
    Optional<List<String>> cores() {
        return cores;
    }

    Optional<Path> out() {
        return out;
    }

    /** Whether it is curves that are asked for. */
    boolean curves() {
        return curves;
    }

    boolean list() {
        return list;
    }

    /** The folder of the benchmarks. */
    Path home() {
        return home;
    }

    /** For peers that this JDK is too old for. */
    Optional<Path> newerJdk() {
        return newerJdk;
    }

    /** Of what is measured. */
    String commit() {
        return commit;
    }
}
