package dev.tern.rpc.protoc;

import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse.Feature;
import java.util.ArrayList;
import java.util.List;

/** From what protoc parsed to what it shall write. Pure. */
final class StubGenerator {
    private static final int FEATURES = Feature.FEATURE_PROTO3_OPTIONAL_VALUE | Feature.FEATURE_SUPPORTS_EDITIONS_VALUE;

    private static final Edition OLDEST = Edition.EDITION_PROTO2;

    /** The newest that this version of protobuf-java knows the Java names of. */
    private static final Edition NEWEST = Edition.EDITION_2026;

    private StubGenerator() {}

    /** One file per service of the files asked for, or the reasons why there can be none. */
    static CodeGeneratorResponse generate(CodeGeneratorRequest request) {
        if (!request.getParameter().isEmpty()) {
            return refusal("option '" + request.getParameter() + "' is unknown: the Tern plugin takes none, remove it");
        }
        CodeGeneratorResponse.Builder response = capable();
        List<String> problems = new ArrayList<>();
        try {
            FileTable files = FileTable.of(request.getProtoFileList());
            for (String name : request.getFileToGenerateList()) {
                generate(files.file(name), files, response, problems);
            }
        } catch (InvalidSchemaException e) {
            problems.add(e.getMessage());
        }
        return problems.isEmpty() ? response.build() : refusal(String.join("\n", problems));
    }

    private static void generate(
            FileDescriptor file, FileTable files, CodeGeneratorResponse.Builder response, List<String> problems) {
        ServiceReader reader = new ServiceReader(file, files);
        for (ServiceDescriptor descriptor : file.getServices()) {
            // One problem per service, but of all services: fixing a schema one run at a time is tedious.
            try {
                RpcService service = reader.read(descriptor);
                response.addFile(CodeGeneratorResponse.File.newBuilder()
                        .setName(service.path())
                        .setContent(ServiceWriter.write(service)));
            } catch (InvalidSchemaException e) {
                problems.add(e.getMessage());
            }
        }
    }

    /** The answer to a request that cannot be met. protoc prints the reason and fails. */
    static CodeGeneratorResponse refusal(String reason) {
        return capable().setError(reason).build();
    }

    /** Every answer says what the plugin is able to read, or protoc would not accept it for newer files. */
    private static CodeGeneratorResponse.Builder capable() {
        return CodeGeneratorResponse.newBuilder()
                .setSupportedFeatures(FEATURES)
                .setMinimumEdition(OLDEST.getNumber())
                .setMaximumEdition(NEWEST.getNumber());
    }
}
