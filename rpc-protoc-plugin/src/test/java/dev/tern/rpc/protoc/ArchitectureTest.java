package dev.tern.rpc.protoc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String PLUGIN = "dev.tern.rpc.protoc";

    private final JavaClasses code = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(PLUGIN);

    @Test
    void usesNothingButJavaAndProtobuf() {
        classes()
                .that()
                .resideInAPackage(PLUGIN)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(PLUGIN, "java..", "com.google.protobuf..", "org.jspecify..")
                .check(code);
    }

    @Test
    void hasOneTypeForOthers() {
        classes()
                .that()
                .arePublic()
                .should()
                .be(ProtocPlugin.class)
                .orShould()
                .haveSimpleName("package-info")
                .check(code);
    }
}
