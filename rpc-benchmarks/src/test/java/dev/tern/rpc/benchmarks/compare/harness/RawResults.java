package dev.tern.rpc.benchmarks.compare.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Raw results as the comparison writes them, for those who read them. */
public final class RawResults {
    private RawResults() {}

    /**
     * A unary and a one-way sample of a peer {@code some, "quoted"}, with a different number in each figure: from 101 on in the
     * order of {@link Sample}, and 200 and 50 of what was handed over and lost; and a sample that failed. Libraries are Netty 4.2 and
     * grpc-java 1.85, and 20 seconds of warm-up are what its catalogue asks for.
     */
    public static String text(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("target"));
        Files.writeString(
                folder.resolve("target/class-path"),
                "/r/io/grpc/grpc-core/1.85/grpc-core-1.85.jar:/r/io/netty/netty-common/4.2/netty-common-4.2.jar\n");
        CatalogueEntry peer =
                new CatalogueEntry("some, \"quoted\"", CatalogueEntry.HERE, 17, 20, Set.of(), "a.Peer", "");
        Path file = folder.resolve("results.csv");
        Options options = Options.parse("--commit", "abc", "--home", folder.toString());
        try (ResultFile results = ResultFile.create(file, options, new Machine(options))) {
            results.add(sample(Workload.ALL.get(0), ""), peer, "2026-01-02T03:04:05Z");
            results.add(sample(Workload.ALL.get(8), ""), peer, "2026-01-02T03:04:15Z");
            results.add(sample(Workload.ALL.get(1), "went,\n\"wrong\""), peer, "2026-01-02T03:04:25Z");
        }
        return Files.readString(file);
    }

    private static Sample sample(Workload workload, String failure) {
        return new Sample(
                1,
                "some, \"quoted\"",
                workload,
                101,
                102,
                103,
                104,
                105,
                106,
                107,
                108,
                109 * 1_024,
                110 * 1_024,
                200,
                50,
                0,
                failure,
                "17");
    }
}
