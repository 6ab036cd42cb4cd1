package dev.tern.rpc.server;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServerInterceptor;
import dev.tern.rpc.call.ServiceBinding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Full method names to handlers. Immutable. */
final class MethodTable {
    private final Map<String, Entry<?, ?>> entries = new HashMap<>();
    private final TreeSet<String> services = new TreeSet<>();

    /** A method as it is served: its handler with all interceptors before it, and where that runs. */
    record Entry<Q, R>(MethodDescriptor<Q, R> method, ServerHandler<Q, R> handler, Executor executor) {}

    /**
     * A table of these services.
     *
     * @param executor serves methods whose service has none of its own
     * @throws IllegalArgumentException if a service comes twice
     */
    MethodTable(List<ServiceBinding> bindings, List<ServerInterceptor> interceptors, Executor executor) {
        for (ServiceBinding binding : bindings) {
            if (!services.add(binding.service().name())) {
                throw new IllegalArgumentException(
                        "service " + binding.service().name() + " was added twice");
            }
            Executor own = binding.executor().orElse(executor);
            binding.methods().forEach(method -> add(method.with(interceptors), own));
        }
    }

    /** The entry of a full name, or null. */
    @Nullable
    Entry<?, ?> find(String fullName) {
        return entries.get(fullName);
    }

    /** What a call of a method that is not here ends with. */
    Status unknown(String fullName) {
        int slash = fullName.lastIndexOf('/');
        String service = slash < 0 ? fullName : fullName.substring(0, slash);
        return StatusCode.UNIMPLEMENTED.withMessage(
                services.contains(service)
                        ? "no method " + fullName + ": service " + service + " is here, but has no such method"
                        : "no method " + fullName + ": service " + service + " is not on this server");
    }

    private <Q, R> void add(ServiceBinding.Method<Q, R> method, Executor executor) {
        MethodDescriptor<Q, R> descriptor = method.descriptor();
        entries.put(descriptor.fullName(), new Entry<>(descriptor, method.handler(), executor));
    }
}
