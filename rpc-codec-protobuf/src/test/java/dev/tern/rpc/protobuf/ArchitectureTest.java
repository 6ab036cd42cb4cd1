package dev.tern.rpc.protobuf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theCodecUsesTheVocabularyAndProtobufOnly() {
        classes()
                .that()
                .resideInAPackage("dev.tern.rpc.protobuf..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "com.google.protobuf..", "org.jspecify..", "dev.tern.rpc", "dev.tern.rpc.protobuf..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.tern.rpc.protobuf"));
    }
}
