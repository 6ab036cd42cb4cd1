package dev.tern.rpc.protoc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the plugin says about schemas and requests it can write no code for. */
class RefusalTest {
    @Test
    void refusesOneWayMethodsThatReply() {
        assertEquals(
                "broken/one_way.proto: service broken.Replies: method Go is one-way and returns broken.Reply:"
                        + " a one-way call has no reply, return google.protobuf.Empty or remove option"
                        + " (tern.rpc.one_way)",
                problems("broken/one_way.proto").get(0));
    }

    @Test
    void refusesOneWayMethodsThatStreamEitherWay() {
        List<String> problems = problems("broken/one_way.proto");

        assertEquals(
                "broken/one_way.proto: service broken.StreamsRequests: method Go is one-way and streams: a one-way"
                        + " call is a single request, remove 'stream' or option (tern.rpc.one_way)",
                problems.get(1));
        assertEquals(problems.get(1).replace("StreamsRequests", "StreamsReplies"), problems.get(2));
    }

    @Test
    void refusesOnlyTheServicesThatAreWrongButWritesNone() {
        CodeGeneratorResponse response = TestProtos.generate("broken/one_way.proto", "greeter.proto");

        assertEquals(3, response.getError().lines().count());
        assertEquals(0, response.getFileCount());
    }

    @Test
    void refusesServicesNamedLikeMessages() {
        assertEquals(
                List.of("broken/message_clash.proto: service broken.Clashing would become class ClashingRpc, but so"
                        + " does message broken.ClashingRpc of broken/message_clash.proto: rename one of them, or set"
                        + " java_package or java_outer_classname"),
                problems("broken/message_clash.proto"));
    }

    @Test
    void refusesServicesNamedLikeFileClasses() {
        assertEquals(
                List.of("broken/file_rpc.proto: service broken.File would become class FileRpc, but so does the file"
                        + " class of broken/file_rpc.proto: rename one of them, or set java_package or"
                        + " java_outer_classname"),
                problems("broken/file_rpc.proto"));
    }

    @Test
    void refusesMessagesOfTheUnnamedPackageThatNothingCanName() {
        assertEquals(
                List.of("broken/unnamed_clash.proto: service UnnamedClash uses message class AsyncService, which"
                        + " UnnamedClashRpc.AsyncService hides, and which has no longer name for want of a Java"
                        + " package: set java_package"),
                problems("broken/unnamed_clash.proto"));
    }

    @Test
    void refusesMessagesOfTheUnnamedPackageWhereThePackageIsNamed() {
        FileDescriptorProto unnamed = FileDescriptorProto.newBuilder()
                .setName("unnamed.proto")
                .addMessageType(DescriptorProto.newBuilder().setName("Lost"))
                .build();
        FileDescriptorProto named = FileDescriptorProto.newBuilder()
                .setName("named.proto")
                .setPackage("named")
                .addDependency("unnamed.proto")
                .addService(ServiceDescriptorProto.newBuilder()
                        .setName("Service")
                        .addMethod(MethodDescriptorProto.newBuilder()
                                .setName("Go")
                                .setInputType(".Lost")
                                .setOutputType(".Lost")))
                .build();

        assertEquals(
                "named.proto: service named.Service: method Go uses Unnamed.Lost, which is in no Java package, so that"
                        + " package named can't name it: set java_package in the file that defines it",
                TestProtos.generate(unnamed, named).getError());
    }

    @Test
    void refusesOptions() {
        CodeGeneratorRequest request = TestProtos.request("greeter.proto").toBuilder()
                .setParameter("lite")
                .build();

        assertEquals(
                "option 'lite' is unknown: the Tern plugin takes none, remove it",
                TestProtos.answer(request).getError());
    }

    @Test
    void refusesRequestsThatLackAFile() {
        CodeGeneratorRequest lacking = CodeGeneratorRequest.newBuilder()
                .addFileToGenerate("greeter.proto")
                .addProtoFile(TestProtos.file("greeter.proto"))
                .build();

        assertEquals(
                "google/protobuf/empty.proto: the request has no descriptor of this file, list it before the files"
                        + " that need it",
                TestProtos.answer(lacking).getError());
    }

    @Test
    void refusesDescriptorsThatMakeNoSense() {
        FileDescriptorProto senseless = FileDescriptorProto.newBuilder()
                .setName("senseless.proto")
                .addMessageType(DescriptorProto.newBuilder().setName("Twice"))
                .addMessageType(DescriptorProto.newBuilder().setName("Twice"))
                .build();

        String problem = TestProtos.generate(senseless).getError();

        assertTrue(problem.startsWith("senseless.proto: "), problem);
        assertTrue(problem.contains("Twice"), problem);
    }

    @Test
    void refusesInputThatIsNoRequest() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProtocPlugin.answer(new ByteArrayInputStream(new byte[] {0x0a, 0x7f, 1}), out);

        String problem = CodeGeneratorResponse.parseFrom(out.toByteArray()).getError();

        assertTrue(problem.startsWith("standard input is not a CodeGeneratorRequest ("), problem);
        assertTrue(problem.endsWith("let protoc start it by --tern_out"), problem);
    }

    private static List<String> problems(String file) {
        return TestProtos.generate(file).getError().lines().toList();
    }
}
