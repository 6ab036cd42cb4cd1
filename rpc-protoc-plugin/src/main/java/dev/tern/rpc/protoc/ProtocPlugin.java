package dev.tern.rpc.protoc;

import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.JavaFeaturesProto;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The plugin as protoc starts it: a {@code CodeGeneratorRequest} on standard input, a {@code CodeGeneratorResponse} on
 * standard output. With protobuf-maven-plugin it is a {@code jvmMavenPlugin}: the coordinates of this jar. protoc alone
 * runs a program named {@code protoc-gen-tern} for {@code --tern_out}; this script is one, with the jars beside it:
 *
 * <pre>{@code
 * #!/bin/sh
 * exec java -cp "$(dirname "$0")/*" dev.tern.rpc.protoc.ProtocPlugin
 * }</pre>
 */
public final class ProtocPlugin {
    private ProtocPlugin() {}

    /**
     * Answers one request.
     *
     * @param arguments ignored: protoc passes its options within the request
     * @throws IOException if standard input or output fails; a request that cannot be met is no failure but an answer
     */
    public static void main(String[] arguments) throws IOException {
        answer(System.in, System.out);
    }

    static void answer(InputStream in, OutputStream out) throws IOException {
        response(in).writeTo(out);
        out.flush();
    }

    private static CodeGeneratorResponse response(InputStream in) throws IOException {
        // First, as protobuf-java 4.36 can't start with the class of the Java features: each of the two needs the
        // other.
        DescriptorProtos.getDescriptor();
        // Without these the features that decide where message classes live would stay unknown fields.
        ExtensionRegistry extensions = ExtensionRegistry.newInstance();
        JavaFeaturesProto.registerAllExtensions(extensions);
        CodeGeneratorRequest request;
        try {
            request = CodeGeneratorRequest.parseFrom(in, extensions);
        } catch (InvalidProtocolBufferException e) {
            return StubGenerator.refusal("standard input is not a CodeGeneratorRequest (" + e.getMessage()
                    + "): this program is a plugin, let protoc start it by --tern_out");
        }
        return StubGenerator.generate(request);
    }
}
