package dev.tern.rpc.netty;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of packages in the design, for this module. */
class ArchitectureTest {
    private static final String RPC = "dev.tern.rpc";
    private static final String NETTY = RPC + ".netty";
    private static final String[] LIBRARIES = {"java..", "org.jspecify..", "org.slf4j..", "io.netty.."};

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(NETTY);

    @Test
    void wireUsesTheVocabularyAndBuffers() {
        check(NETTY + ".framed.wire", new String[] {"java..", "org.jspecify..", "io.netty.buffer"}, RPC);
    }

    @Test
    void ioUsesTheVocabularyAndTheSpi() {
        // What a TLS session is called in the JDK.
        String[] libraries = {"java..", "javax.net.ssl", "org.jspecify..", "org.slf4j..", "io.netty.."};
        check(NETTY + ".io", libraries, RPC, RPC + ".transport");
    }

    @Test
    void framedUsesTheSpiIoAndItsWire() {
        check(NETTY + ".framed", LIBRARIES, RPC, RPC + ".transport", NETTY + ".io", NETTY + ".framed.wire");
    }

    @Test
    void grpcWireUsesTheVocabularyBuffersAndHeaderTypes() {
        check(
                NETTY + ".grpc.wire",
                new String[] {
                    "java..", "org.jspecify..", "io.netty.buffer", "io.netty.util..", "io.netty.handler.codec..",
                },
                RPC);
    }

    @Test
    void grpcUsesTheSpiIoAndItsWire() {
        check(NETTY + ".grpc", LIBRARIES, RPC, RPC + ".transport", NETTY + ".io", NETTY + ".grpc.wire");
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("dev.tern.rpc.netty.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void everyPackageIsInTheTable() {
        ArchRuleDefinition.classes()
                .should()
                .resideInAnyPackage(
                        NETTY,
                        NETTY + ".io",
                        NETTY + ".framed",
                        NETTY + ".framed.wire",
                        NETTY + ".grpc",
                        NETTY + ".grpc.wire")
                .check(classes);
    }

    private void check(String of, String[] libraries, String... mayUse) {
        String[] allowed = Stream.of(Arrays.stream(libraries), Arrays.stream(mayUse), Stream.of(of))
                .flatMap(packages -> packages)
                .toArray(String[]::new);
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(of)
                .should()
                .onlyDependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(allowed))
                .check(classes);
    }
}
