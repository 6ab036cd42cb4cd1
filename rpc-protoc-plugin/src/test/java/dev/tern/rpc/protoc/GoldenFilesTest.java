package dev.tern.rpc.protoc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Compares what the plugin writes with golden files. After a change that was meant, write them anew with {@code mvn -pl
 * rpc-protoc-plugin test -Dtern.golden=write}, and read the diff.
 */
class GoldenFilesTest {
    private static final boolean WRITE = "write".equals(System.getProperty("tern.golden"));

    @SuppressWarnings("UnusedVariable") // JUnit finds it by name
    private static final List<String> PROTOS = GoldenFiles.PROTOS;

    @ParameterizedTest
    @FieldSource("PROTOS")
    void writesWhatTheGoldenFilesSay(String proto) throws IOException {
        CodeGeneratorResponse response = TestProtos.generate(proto);

        assertEquals("", response.getError());
        for (CodeGeneratorResponse.File file : response.getFileList()) {
            Path golden = GoldenFiles.FOLDER.resolve(file.getName());
            if (WRITE) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, file.getContent());
            }
            assertEquals(Files.readString(golden), file.getContent(), file.getName());
        }
    }

    @Test
    void everyGoldenFileIsWritten() throws IOException {
        List<Path> written = new ArrayList<>();
        TestProtos.generate(GoldenFiles.PROTOS.toArray(String[]::new))
                .getFileList()
                .forEach(file -> written.add(GoldenFiles.FOLDER.resolve(file.getName())));

        assertEquals(written.stream().sorted().toList(), GoldenFiles.all());
    }
}
