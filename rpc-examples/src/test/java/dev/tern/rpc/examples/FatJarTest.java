package dev.tern.rpc.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever packs everything into one jar often loses META-INF/services; nothing here may depend on them. */
class FatJarTest {
    @Test
    void theDemoRunsFromOneJarThatHasLostItsServices(@TempDir Path folder) throws Exception {
        Path fatJar = folder.resolve("fat.jar");
        pack(fatJar);
        Program demo = Program.runOn(fatJar.toString(), "dev.tern.rpc.examples.greeter.GreeterDemo", "--port", "0");
        assertEquals(0, demo.exitCode(), demo::toString);
    }

    private static void pack(Path fatJar) throws IOException {
        Set<String> packed = new HashSet<>();
        try (OutputStream out = Files.newOutputStream(fatJar);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.setLevel(0);
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    pack(path, jar, packed);
                } else if (Files.exists(path)) {
                    try (FileSystem content = FileSystems.newFileSystem(path)) {
                        pack(content.getPath("/"), jar, packed);
                    }
                }
            }
        }
    }

    private static void pack(Path root, JarOutputStream jar, Set<String> packed) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = root.relativize(file).toString().replace('\\', '/');
            if (!name.startsWith("META-INF/services/") && !name.equals("META-INF/MANIFEST.MF") && packed.add(name)) {
                jar.putNextEntry(new JarEntry(name));
                Files.copy(file, jar);
            }
        }
    }
}
