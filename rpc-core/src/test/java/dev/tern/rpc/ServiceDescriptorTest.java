package dev.tern.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceDescriptorTest {
    private static final MethodDescriptor<Void, Void> HELLO = method("helloworld.Greeter", "SayHello");
    private static final MethodDescriptor<Void, Void> BYE = method("helloworld.Greeter", "SayBye");

    private static MethodDescriptor<Void, Void> method(String service, String name) {
        return MethodDescriptor.of(MethodKind.UNARY, service, name, new PlainMarshaller(), new PlainMarshaller());
    }

    @Test
    void methods_keep_their_order() {
        assertEquals(
                List.of(HELLO, BYE),
                ServiceDescriptor.of("helloworld.Greeter", HELLO, BYE).methods());
    }

    @Test
    void a_service_may_have_no_methods() {
        assertEquals(List.of(), ServiceDescriptor.of("helloworld.Greeter").methods());
    }

    @Test
    void a_method_of_another_service_is_refused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ServiceDescriptor.of("other.Service", HELLO));

        assertEquals("helloworld.Greeter/SayHello is not a method of service other.Service", refused.getMessage());
    }

    @Test
    void two_methods_of_one_name_are_refused() {
        MethodDescriptor<Void, Void> again = method("helloworld.Greeter", "SayHello");

        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> ServiceDescriptor.of("helloworld.Greeter", HELLO, again));

        assertEquals("helloworld.Greeter/SayHello is declared twice", refused.getMessage());
    }

    @Test
    void a_service_does_not_change_with_the_list_it_came_from() {
        List<MethodDescriptor<?, ?>> methods = new ArrayList<>(List.of(HELLO));
        ServiceDescriptor service = new ServiceDescriptor("helloworld.Greeter", methods);

        methods.add(BYE);

        assertEquals(List.of(HELLO), service.methods());
        assertThrows(
                UnsupportedOperationException.class, () -> service.methods().clear());
    }
}
