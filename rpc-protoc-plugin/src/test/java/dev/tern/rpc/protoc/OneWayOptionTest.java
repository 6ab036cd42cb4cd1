package dev.tern.rpc.protoc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import org.junit.jupiter.api.Test;

class OneWayOptionTest {
    @Test
    void isOnWhenTrue() {
        assertOneWay(true, generate(varints(1)));
    }

    @Test
    void isOffWhenFalseOrAbsent() {
        assertOneWay(false, generate(varints(0)));
        assertOneWay(false, generate(varints()));
    }

    @Test
    void isWhatItSaysLast() {
        assertOneWay(true, generate(varints(0, 1)));
        assertOneWay(false, generate(varints(1, 0)));
    }

    @Test
    void isOnWhereTheFileThatDeclaresItIsNotInTheRequest() {
        // All of these tests but the ones below: protoc may leave out a file imported for its options only.
        assertTrue(TestProtos.request("edition_2024.proto").getProtoFileList().stream()
                .noneMatch(file -> file.getName().equals("tern/rpc/options.proto")));
        assertTrue(TestProtos.generate("edition_2024.proto")
                .getFile(0)
                .getContent()
                .contains("MethodKind.ONE_WAY"));
    }

    @Test
    void isOffWhereTheNumberIsThatOfAnotherOption() {
        FileDescriptorProto.Builder others = option("other.own_option");

        assertOneWay(false, generate(varints(1), others));
    }

    @Test
    void isOffWhereTheNumberIsThatOfAnotherOptionWithinAMessage() {
        FileDescriptorProto.Builder topLevel = option("other.own_option");
        FileDescriptorProto.Builder nested = topLevel.clone()
                .clearExtension()
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Scope")
                        .addNestedType(
                                DescriptorProto.newBuilder().setName("Inner").addExtension(topLevel.getExtension(0))));

        assertOneWay(false, generate(varints(1), nested));
    }

    @Test
    void isOnWhereAnotherOptionHasTheNumberOnOtherElements() {
        FileDescriptorProto.Builder others = option("other.own_option");
        others.getExtensionBuilder(0).setExtendee(".google.protobuf.FieldOptions");

        assertOneWay(true, generate(varints(1), others));
    }

    @Test
    void isOffWhereTheFieldIsNoNumber() {
        assertOneWay(
                false,
                generate(UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(ByteString.copyFromUtf8("text"))
                        .build()));
    }

    private static void assertOneWay(boolean oneWay, CodeGeneratorResponse response) {
        assertEquals("", response.getError());
        assertEquals(oneWay, response.getFile(0).getContent().contains("MethodKind.ONE_WAY"));
    }

    private static UnknownFieldSet.Field varints(long... values) {
        UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
        for (long value : values) {
            field.addVarint(value);
        }
        return field.build();
    }

    /** A file that declares the number as an option by some name. */
    private static FileDescriptorProto.Builder option(String name) {
        int dot = name.lastIndexOf('.');
        return FileDescriptorProto.newBuilder()
                .setName("option.proto")
                .setPackage(name.substring(0, dot))
                .addDependency("google/protobuf/descriptor.proto")
                .addExtension(FieldDescriptorProto.newBuilder()
                        .setName(name.substring(dot + 1))
                        .setNumber(OneWayOption.NUMBER)
                        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                        .setType(FieldDescriptorProto.Type.TYPE_BOOL)
                        .setExtendee(".google.protobuf.MethodOptions"));
    }

    private static CodeGeneratorResponse generate(UnknownFieldSet.Field value) {
        return TestProtos.generate(
                TestProtos.file("google/protobuf/empty.proto"), service(value).build());
    }

    private static CodeGeneratorResponse generate(UnknownFieldSet.Field value, FileDescriptorProto.Builder option) {
        return TestProtos.generate(
                TestProtos.file("google/protobuf/empty.proto"),
                TestProtos.file("google/protobuf/descriptor.proto"),
                option.build(),
                service(value).addDependency("option.proto").build());
    }

    private static FileDescriptorProto.Builder service(UnknownFieldSet.Field value) {
        UnknownFieldSet option = UnknownFieldSet.newBuilder()
                .addField(OneWayOption.NUMBER, value)
                .build();
        return FileDescriptorProto.newBuilder()
                .setName("service.proto")
                .addDependency("google/protobuf/empty.proto")
                .addService(ServiceDescriptorProto.newBuilder()
                        .setName("Notes")
                        .addMethod(MethodDescriptorProto.newBuilder()
                                .setName("Take")
                                .setInputType(".google.protobuf.Empty")
                                .setOutputType(".google.protobuf.Empty")
                                .setOptions(MethodOptions.newBuilder().setUnknownFields(option))));
    }
}
