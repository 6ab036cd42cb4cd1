package dev.tern.rpc.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.ServiceDescriptor;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextMarshaller;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class ServiceBindingTest {
    private static final MethodDescriptor<Text, Text> ONE = method("One");
    private static final MethodDescriptor<Text, Text> TWO = method("Two");
    private static final ServiceDescriptor SERVICE = ServiceDescriptor.of("test.Service", ONE, TWO);
    private static final ServerHandler<Text, Text> HANDLER = call -> {};

    @Test
    void executorOfAMethodThatTheServiceDoesNotHaveIsRefusedNamingThoseItHas() {
        ServiceBinding binding = ServiceBinding.builder(SERVICE)
                .add(ONE, HANDLER)
                .add(TWO, HANDLER)
                .build();
        assertRefused(
                "service test.Service has no method 'Three', only: One, Two", () -> binding.on("Three", Runnable::run));
    }

    @Test
    void executorsStayWithWhatIsMadeOfABinding() {
        Executor own = task -> {};
        Executor shared = task -> {};
        ServiceBinding binding = ServiceBinding.builder(SERVICE)
                .add(ONE, HANDLER)
                .add(TWO, HANDLER)
                .build()
                .on("One", own)
                .on(shared)
                .with();
        assertEquals(Optional.of(own), binding.executor(ONE));
        assertEquals(Optional.of(shared), binding.executor(TWO));
    }

    @Test
    void methodsComeInTheOrderOfTheDescriptor() {
        ServiceBinding binding = ServiceBinding.builder(SERVICE)
                .add(TWO, HANDLER)
                .add(ONE, HANDLER)
                .build();
        assertEquals(
                List.of(ONE, TWO),
                binding.methods().stream()
                        .map(ServiceBinding.Method::descriptor)
                        .toList());
        assertSame(SERVICE, binding.service());
    }

    @Test
    void missingHandlerIsRefusedNamingItsMethod() {
        ServiceBinding.Builder builder = ServiceBinding.builder(SERVICE).add(ONE, HANDLER);
        assertRefused("test.Service/Two has no handler", builder::build);
    }

    @Test
    void secondHandlerIsRefusedNamingItsMethod() {
        ServiceBinding.Builder builder = ServiceBinding.builder(SERVICE).add(ONE, HANDLER);
        assertRefused("test.Service/One has two handlers", () -> builder.add(ONE, HANDLER));
    }

    @Test
    void methodOfAnotherServiceIsRefusedByName() {
        MethodDescriptor<Text, Text> stranger = MethodDescriptor.of(
                MethodKind.UNARY, "other.Service", "One", TextMarshaller.BYTES, TextMarshaller.BYTES);
        assertRefused(
                "other.Service/One is not a method of test.Service",
                () -> ServiceBinding.builder(SERVICE).add(stranger, HANDLER));
    }

    @Test
    void serviceHasNoExecutorOfItsOwnUnlessGivenOne() {
        ServiceBinding binding = bound();
        Executor own = Runnable::run;
        assertEquals(Optional.empty(), binding.executor());
        assertEquals(Optional.of(own), binding.on(own).executor());
        assertEquals(Optional.empty(), binding.executor());
    }

    @Test
    void executorStaysWhenInterceptorsAreAdded() {
        Executor own = Runnable::run;
        assertEquals(Optional.of(own), bound().on(own).with(new PassOn()).executor());
    }

    @Test
    void interceptorsLeaveTheOriginalAlone() {
        ServiceBinding binding = bound();
        ServiceBinding wrapped = binding.with(new PassOn());
        assertSame(HANDLER, binding.methods().get(0).handler());
        assertTrue(wrapped.methods().get(0).handler() != HANDLER);
    }

    @Test
    void noInterceptorsMeansTheHandlerItself() {
        assertSame(HANDLER, ServerInterceptor.compose(HANDLER, List.of()));
    }

    private static ServiceBinding bound() {
        return ServiceBinding.builder(SERVICE)
                .add(ONE, HANDLER)
                .add(TWO, HANDLER)
                .build();
    }

    private static void assertRefused(String message, Executable attempt) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, attempt).getMessage());
    }

    private static MethodDescriptor<Text, Text> method(String name) {
        return MethodDescriptor.of(MethodKind.UNARY, "test.Service", name, TextMarshaller.BYTES, TextMarshaller.BYTES);
    }

    private static final class PassOn implements ServerInterceptor {
        @Override
        public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
            next.start(call);
        }
    }
}
