package dev.tern.rpc.protoc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import dev.tern.rpc.stub.Stub;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TypeNamesTest {
    private static final MessageClass PLAIN = message("com.example", "", "Plain");

    @Test
    void importsTypesOfTernThatAreAskedFor() {
        TypeNames types = types("com.example", PLAIN);

        assertEquals("Channel", types.of(RuntimeType.CHANNEL));
        assertEquals(Set.of("dev.tern.rpc.call.Channel"), types.imports());
    }

    @Test
    void importsNoMessageOfItsOwnPackage() {
        TypeNames types = types("com.example", PLAIN);

        assertEquals("Plain", types.of(PLAIN));
        assertEquals(Set.of(), types.imports());
    }

    @Test
    void importsMessagesOfOtherPackages() {
        TypeNames types = types("org.other", PLAIN);

        assertEquals("Plain", types.of(PLAIN));
        assertEquals(Set.of("com.example.Plain"), types.imports());
    }

    @Test
    void importsMessagesOutOfTheirFileClass() {
        MessageClass nested = message("com.example", "FileClass", "Plain");
        TypeNames types = types("com.example", nested);

        assertEquals("Plain", types.of(nested));
        assertEquals(Set.of("com.example.FileClass.Plain"), types.imports());
    }

    @Test
    void namesNestedMessagesByTheOneAround() {
        MessageClass nested = message("com.example", "", "Outer.Inner");
        TypeNames types = types("org.other", nested);

        assertEquals("Outer.Inner", types.of(nested));
        assertEquals(Set.of("com.example.Outer"), types.imports());
    }

    @Test
    void namesMessagesInFullThatAreNamedLikeTypesOfTernOrOfTheFile() {
        for (String name : List.of("Service", "BlockingStub", "CallContext", "CompletableFuture", "Void", "SRpc")) {
            MessageClass message = message("com.example", "FileClass", name);
            TypeNames types = types("com.example", message);

            assertEquals("com.example.FileClass." + name, types.of(message));
            assertEquals(Set.of(), types.imports());
        }
    }

    @Test
    void namesTheSecondMessageOfANameInFull() {
        MessageClass second = message("org.other", "", "Plain");
        TypeNames types = types("com.example", PLAIN, second);

        assertEquals("Plain", types.of(PLAIN));
        assertEquals("org.other.Plain", types.of(second));
    }

    @Test
    void importsWhatIsImpliedAsAClassBesideMayHideIt() {
        TypeNames types = types("com.example", PLAIN);

        assertEquals("Override", types.of(RuntimeType.OVERRIDE));
        assertEquals(Set.of("java.lang.Override"), types.imports());
    }

    @Test
    void leavesSimpleNamesToMessagesThatHaveNoOther() {
        MessageClass unnamed = message("", "", "CallContext");
        TypeNames types = types("", unnamed);

        assertEquals("CallContext", types.of(unnamed));
        assertEquals("dev.tern.rpc.call.CallContext", types.of(RuntimeType.CALL_CONTEXT));
        assertEquals(Set.of(), types.imports());
    }

    @Test
    void reachesNestedMessagesOfTheUnnamedPackageByTheirFileClass() {
        MessageClass unnamed = message("", "FileClass", "Service");

        assertEquals("FileClass.Service", types("", unnamed).of(unnamed));
    }

    @Test
    void refusesMessagesThatHaveNoNameAtAll() {
        assertThrows(InvalidSchemaException.class, () -> types("", message("", "", "Service")));
    }

    @Test
    void stubsInheritNoTypesThatWouldHideImports() {
        assertEquals(0, Stub.class.getClasses().length);
    }

    @Test
    void everyTypeItNamesExists() throws ClassNotFoundException {
        for (RuntimeType type : RuntimeType.values()) {
            assertTrue(Class.forName(type.qualifiedName()).getModifiers() != 0, type.qualifiedName());
        }
    }

    private static TypeNames types(String javaPackage, MessageClass... messages) {
        return new TypeNames(service(javaPackage, messages));
    }

    private static RpcService service(String home, MessageClass... messages) {
        List<RpcMethod> methods = List.of(messages).stream()
                .map(message -> new RpcMethod(
                        new MethodNames("Go", "go", "GO"),
                        MethodShape.UNARY,
                        message,
                        message,
                        IdempotencyLevel.IDEMPOTENCY_UNKNOWN,
                        new Documentation("", false)))
                .toList();
        return new RpcService("s.proto", "S", home, "SRpc", new Documentation("", false), methods);
    }

    private static MessageClass message(String javaPackage, String fileClass, String name) {
        return new MessageClass(javaPackage, fileClass, name, false);
    }
}
