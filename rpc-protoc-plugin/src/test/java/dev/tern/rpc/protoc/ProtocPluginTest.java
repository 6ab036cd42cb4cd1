package dev.tern.rpc.protoc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.Message;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse.Feature;
import java.io.File;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The plugin as a process of its own, with nothing but protobuf-java beside it: as protoc starts it. */
class ProtocPluginTest {
    @Test
    void writesTheFilesOfARequest() throws Exception {
        CodeGeneratorResponse response = run(TestProtos.request("greeter.proto", "edition_2024.proto"));

        assertEquals("", response.getError());
        assertEquals(2, response.getFileCount());
        for (CodeGeneratorResponse.File file : response.getFileList()) {
            assertEquals(Files.readString(GoldenFiles.FOLDER.resolve(file.getName())), file.getContent());
        }
    }

    @Test
    void answersARefusalAndEndsWell() throws Exception {
        CodeGeneratorResponse response = run(TestProtos.request("broken/one_way.proto"));

        assertTrue(response.getError().startsWith("broken/one_way.proto: "), response.getError());
    }

    @Test
    void saysWhatItIsAbleToRead() throws Exception {
        CodeGeneratorResponse response = run(CodeGeneratorRequest.getDefaultInstance());

        assertEquals(
                Feature.FEATURE_PROTO3_OPTIONAL_VALUE | Feature.FEATURE_SUPPORTS_EDITIONS_VALUE,
                response.getSupportedFeatures());
        assertEquals(Edition.EDITION_PROTO2_VALUE, response.getMinimumEdition());
        assertEquals(Edition.EDITION_2026_VALUE, response.getMaximumEdition());
    }

    private static CodeGeneratorResponse run(CodeGeneratorRequest request) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        home(ProtocPlugin.class) + File.pathSeparator + home(Message.class),
                        ProtocPlugin.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            request.writeTo(in);
        }
        CodeGeneratorResponse response = CodeGeneratorResponse.parseFrom(process.getInputStream());
        assertEquals(0, process.waitFor());
        return response;
    }

    private static Path home(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
