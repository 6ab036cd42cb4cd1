package dev.tern.rpc.protoc;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What protoc made of {@code src/test/proto}, and the requests it would send for it. */
final class TestProtos {
    private static final Path DESCRIPTORS = Path.of("target", "test-protos.binpb");

    private TestProtos() {}

    /** What the plugin answers when protoc is asked for some files. */
    static CodeGeneratorResponse generate(String... files) {
        return answer(request(files));
    }

    /** What the plugin answers when protoc is asked for the last of some files. */
    static CodeGeneratorResponse generate(FileDescriptorProto... files) {
        return answer(CodeGeneratorRequest.newBuilder()
                .addFileToGenerate(files[files.length - 1].getName())
                .addAllProtoFile(List.of(files))
                .build());
    }

    /** The request for some files: they, and before each what it imports. */
    static CodeGeneratorRequest request(String... files) {
        CodeGeneratorRequest.Builder request = CodeGeneratorRequest.newBuilder();
        Map<String, FileDescriptorProto> needed = new LinkedHashMap<>();
        for (String file : files) {
            request.addFileToGenerate(file);
            collect(file, needed);
        }
        return request.addAllProtoFile(needed.values()).build();
    }

    /** One file as protoc describes it. */
    static FileDescriptorProto file(String name) {
        return descriptors().getFileList().stream()
                .filter(file -> file.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + DESCRIPTORS));
    }

    /** Sends a request as bytes, so that options arrive as protoc sends them. */
    static CodeGeneratorResponse answer(CodeGeneratorRequest request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ProtocPlugin.answer(new ByteArrayInputStream(request.toByteArray()), out);
            return CodeGeneratorResponse.parseFrom(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(String name, Map<String, FileDescriptorProto> into) {
        FileDescriptorProto file = file(name);
        file.getDependencyList().forEach(imported -> collect(imported, into));
        into.put(name, file);
    }

    private static FileDescriptorSet descriptors() {
        try {
            return FileDescriptorSet.parseFrom(Files.readAllBytes(DESCRIPTORS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
