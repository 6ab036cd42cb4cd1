package dev.tern.rpc.benchmarks.compare.harness;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The libraries that are compared, and those under them, as they are on a class path. */
final class Libraries {
    /** Artifacts, a single one of each library, and what the library is called. */
    private static final List<Map.Entry<String, String>> KNOWN = List.of(
            Map.entry("netty-common", "Netty"),
            Map.entry("protobuf-java", "protobuf"),
            Map.entry("grpc-core", "grpc-java"),
            Map.entry("rsocket-core", "RSocket"),
            Map.entry("reactor-core", "Reactor"),
            Map.entry("armeria", "Armeria"),
            Map.entry("libthrift", "Thrift"),
            Map.entry("dubbo", "Dubbo"));

    private Libraries() {}

    /** Names and versions. Jars are in folders of a Maven repository: that of the artifact, in that its version. */
    static String on(String classPath) {
        Map<String, String> versions = new HashMap<>();
        for (String jar : classPath.split(":", -1)) {
            Path folder = Path.of(jar).getParent();
            if (jar.endsWith(".jar") && folder != null && folder.getNameCount() > 1) {
                versions.put(String.valueOf(folder.getParent().getFileName()), String.valueOf(folder.getFileName()));
            }
        }
        return KNOWN.stream()
                .filter(library -> versions.containsKey(library.getKey()))
                .map(library -> library.getValue() + " " + versions.get(library.getKey()))
                .collect(Collectors.joining(", "));
    }
}
