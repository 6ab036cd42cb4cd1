package dev.tern.rpc.protoc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.stub.Stub;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodNamesTest {
    @ParameterizedTest
    @CsvSource({
        "SayHello, sayHello, SAY_HELLO",
        "sayHello, sayHello, SAY_HELLO",
        "Go, go, GO",
        "X, x, X",
        "GetURLFor, getURLFor, GET_URL_FOR",
        "GetURL, getURL, GET_URL",
        "URL, uRL, URL",
        "ReadV2Item, readV2Item, READ_V2_ITEM",
        "Read2nd, read2nd, READ2ND",
        "say_hello, sayHello, SAY_HELLO",
        "Say_Hello, sayHello, SAY_HELLO",
        "_Hidden, hidden, _HIDDEN"
    })
    void startsMethodsSmallAndSplitsConstantsAtCapitals(String rpc, String method, String constant) {
        assertEquals(new MethodNames(rpc, method, constant), names(rpc).get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Default", "Import", "New", "True", "Null", "Synchronized", "_"})
    void appendsAnUnderscoreToKeywords(String rpc) {
        assertEquals(
                rpc.substring(0, 1).toLowerCase(Locale.ROOT) + rpc.substring(1) + "_",
                names(rpc).get(0).method());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Record", "Var", "Yield", "Sealed", "Permits", "Module"})
    void leavesWordsThatMayNameMethods(String rpc) {
        assertEquals(rpc.toLowerCase(Locale.ROOT), names(rpc).get(0).method());
    }

    @Test
    void appendsAnUnderscoreToConstantsThatAreKeywords() {
        assertEquals("__", names("_").get(0).constant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetClass", "Notify", "NotifyAll", "Wait", "HashCode", "Equals", "ToString", "Clone"})
    void appendsAnUnderscoreToMethodsOfEveryObject(String rpc) {
        assertTrue(names(rpc).get(0).method().endsWith("_"));
    }

    @Test
    void knowsAllThatStubsInherit() {
        List<String> missing = Stream.of(Stub.class, Object.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .filter(name -> !MethodNames.isInherited(name))
                .distinct()
                .toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void keepsMethodsApartInTheOrderTheyAreDeclared() {
        List<MethodNames> names = names("Wait", "wait_", "sayHello", "SayHello", "sayHello_");

        assertEquals(
                List.of("wait_", "wait__", "sayHello", "sayHello_", "sayHello__"),
                names.stream().map(MethodNames::method).toList());
    }

    @Test
    void keepsConstantsApart() {
        List<MethodNames> names = names("SayHello", "Say_Hello", "say_hello", "Service");

        assertEquals(
                List.of("SAY_HELLO", "SAY_HELLO_", "SAY_HELLO__", "SERVICE_"),
                names.stream().map(MethodNames::constant).toList());
    }

    @Test
    void keepsConstantsFromHidingMessageClasses() {
        assertEquals(
                "GET_", MethodNames.of(List.of("Get"), Set.of("GET")).get(0).constant());
    }

    private static List<MethodNames> names(String... rpcs) {
        return MethodNames.of(List.of(rpcs), Set.of());
    }
}
