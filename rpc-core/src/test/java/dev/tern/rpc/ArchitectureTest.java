package dev.tern.rpc;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of packages in the design, and the habits that a machine can check. */
class ArchitectureTest {
    private static final String ROOT = "dev.tern.rpc";

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT)
            .that(resideInAPackage(ROOT + ".."));

    /** A package, and what it may use beside the JDK's {@code java.*}, slf4j and JSpecify. */
    private enum Row {
        RPC(""),
        CONCURRENT("concurrent"),
        TRANSPORT("transport", RPC),
        CALL("call", RPC),
        STUB("stub", RPC, CALL),
        INTERCEPTOR("interceptor", RPC, CALL, CONCURRENT),
        RESOLVE("resolve", RPC),
        BALANCE("balance", RPC, RESOLVE),
        CLIENT("client", RPC, CONCURRENT, TRANSPORT, CALL, STUB, INTERCEPTOR, RESOLVE, BALANCE),
        SERVER("server", RPC, CONCURRENT, TRANSPORT, CALL, STUB, INTERCEPTOR),
        INPROCESS("inprocess", RPC, TRANSPORT);

        private final String packageName;

        @SuppressWarnings("ImmutableEnumChecker") // an array, but one that nobody writes to
        private final Row[] mayUse;

        Row(String name, Row... mayUse) {
            this.packageName = name.isEmpty() ? ROOT : ROOT + '.' + name;
            this.mayUse = mayUse;
        }

        private ArchRule rule() {
            return usesOnly(mayUse);
        }

        private ArchRule usesOnly(Row... others) {
            String[] allowed = Stream.concat(
                            Stream.of(packageName, "java..", "org.slf4j..", "org.jspecify.."),
                            Arrays.stream(others).map(other -> other.packageName))
                    .toArray(String[]::new);
            return noClasses()
                    .that()
                    .resideInAPackage(packageName)
                    .should()
                    .dependOnClassesThat(not(resideInAnyPackage(allowed)))
                    .as(this + " may use only "
                            + Arrays.stream(others).map(Row::toString).toList());
        }

        @Override
        public String toString() {
            return packageName.substring("dev.tern.".length());
        }
    }

    /** Fails on an empty package too: a row that matches nothing would check nothing. */
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void a_package_uses_only_what_its_row_allows(Row row) {
        row.rule().check(MODULE);
    }

    @Test
    void every_package_has_a_row() {
        Set<String> rows =
                Arrays.stream(Row.values()).map(row -> row.packageName).collect(Collectors.toSet());
        Set<String> withoutRow = new TreeSet<>();
        for (JavaClass type : MODULE) {
            if (!rows.contains(type.getPackageName())) {
                withoutRow.add(type.getPackageName());
            }
        }

        assertEquals(Set.of(), withoutRow);
    }

    @Test
    void a_row_rejects_a_package_that_uses_more() {
        ArchRule tooStrict = Row.TRANSPORT.usesOnly();

        assertThrows(AssertionError.class, () -> tooStrict.check(MODULE));
    }

    @Test
    void packages_have_no_cycles() {
        noCycles("dev.tern.(**)").check(MODULE);
    }

    @Test
    void the_rule_against_cycles_rejects_one() {
        JavaClasses cyclic =
                new ClassFileImporter().importClasses(ArrayBlockingQueue.class, ReentrantLock.class, TimeUnit.class);

        assertThrows(AssertionError.class, () -> noCycles("java.util.(**)").check(cyclic));
    }

    private static ArchRule noCycles(String packages) {
        return slices().matching(packages).should().beFreeOfCycles();
    }

    @Test
    void types_are_named_by_the_noun_they_are() {
        namedByNouns().check(MODULE);
    }

    @Test
    void the_rule_about_names_rejects_one() {
        assertThrows(AssertionError.class, () -> namedByNouns().check(only(PlantedImpl.class)));
    }

    private static ArchRule namedByNouns() {
        return noClasses().should().haveNameMatching(".*[.$]((.*(Impl|Manager|Helper|Utils?))|(Abstract.*))");
    }

    @Test
    void nothing_sleeps_or_waits_on_a_monitor() {
        neverSleeps().check(MODULE);
    }

    @Test
    void the_rule_against_sleeping_rejects_a_sleep_and_a_wait() {
        assertThrows(AssertionError.class, () -> neverSleeps().check(only(PlantedSleep.class)));
        assertThrows(AssertionError.class, () -> neverSleeps().check(only(PlantedWait.class)));
    }

    private static ArchRule neverSleeps() {
        return noClasses()
                .should()
                .callMethodWhere(target(owner(type(Thread.class))).and(target(name("sleep"))))
                .orShould()
                .callMethod(Object.class, "wait")
                .orShould()
                .callMethod(Object.class, "wait", long.class)
                .orShould()
                .callMethod(Object.class, "wait", long.class, int.class);
    }

    @Test
    void every_package_says_what_it_is_and_that_it_is_null_marked() {
        Set<String> silent = new TreeSet<>();
        for (JavaClass type : MODULE) {
            JavaPackage home = type.getPackage();
            if (!isNullMarked(home)) {
                silent.add(home.getName());
            }
        }

        assertEquals(Set.of(), silent);
    }

    private static boolean isNullMarked(JavaPackage home) {
        return home.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    @Test
    void the_check_for_package_info_rejects_a_package_without_one() {
        assertTrue(
                !isNullMarked(only(ReentrantLock.class).get(ReentrantLock.class).getPackage()));
    }

    private static JavaClasses only(Class<?> type) {
        return new ClassFileImporter().importClasses(type);
    }

    /** Breaks the rule about names, for the test of it. */
    private static final class PlantedImpl {}

    /** Breaks the rule against sleeping, for the test of it. */
    private static final class PlantedSleep {
        @SuppressWarnings("unused")
        void nap() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    /** Breaks the rule against waiting, for the test of it. */
    private static final class PlantedWait {
        @SuppressWarnings({"unused", "WaitNotInLoop"})
        synchronized void loiter() throws InterruptedException {
            wait(1);
        }
    }
}
