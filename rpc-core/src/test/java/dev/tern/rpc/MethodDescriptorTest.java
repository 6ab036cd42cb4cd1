package dev.tern.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodDescriptorTest {
    private static final PlainMarshaller MARSHALLER = new PlainMarshaller();

    private static MethodDescriptor<Void, Void> method(String service, String name) {
        return MethodDescriptor.of(MethodKind.UNARY, service, name, MARSHALLER, MARSHALLER);
    }

    @Test
    void the_full_name_is_service_slash_method() {
        assertEquals(
                "helloworld.Greeter/SayHello",
                method("helloworld.Greeter", "SayHello").fullName());
    }

    @Test
    void full_names_are_interned() {
        assertSame(
                method("helloworld.Greeter", "SayHello").fullName(),
                method("helloworld.Greeter", "SayHello").fullName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "caf\u00e9", "a\u007f"})
    void a_name_that_cannot_travel_is_refused(String name) {
        assertThrows(IllegalArgumentException.class, () -> method(name, "SayHello"));
        assertThrows(IllegalArgumentException.class, () -> method("helloworld.Greeter", name));
    }

    @Test
    void the_refusal_names_the_name() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> method("helloworld.Greeter", "Say/Hello"));

        assertEquals(
                "method name 'Say/Hello' must be printable ASCII, not empty, with no slash and no space",
                refused.getMessage());
    }

    @Test
    void a_method_promises_nothing_about_calling_it_twice_unless_it_says_so() {
        MethodDescriptor<Void, Void> method = method("helloworld.Greeter", "SayHello");

        assertSame(Idempotency.UNKNOWN, method.idempotency());
        assertSame(
                Idempotency.IDEMPOTENT,
                method.withIdempotency(Idempotency.IDEMPOTENT).idempotency());
    }

    @Test
    void identity_tells_methods_apart() {
        assertNotEquals(method("helloworld.Greeter", "SayHello"), method("helloworld.Greeter", "SayHello"));
    }

    @Test
    void a_method_reads_as_its_name_and_kind() {
        assertEquals(
                "helloworld.Greeter/SayHello (UNARY)",
                method("helloworld.Greeter", "SayHello").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "UNARY, true, true",
        "ONE_WAY, true, false",
        "CLIENT_STREAMING, false, true",
        "SERVER_STREAMING, true, false",
        "BIDI_STREAMING, false, false"
    })
    void a_kind_knows_how_many_messages_go_each_way(MethodKind kind, boolean singleRequest, boolean singleReply) {
        assertEquals(singleRequest, kind.hasSingleRequest());
        assertEquals(singleReply, kind.hasSingleReply());
    }

    @Test
    void a_marshaller_promises_no_immutable_messages_unless_it_says_so() {
        assertFalse(MARSHALLER.hasImmutableMessages());
    }
}
