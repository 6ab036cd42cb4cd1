package dev.tern.rpc.call;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.ServiceDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A service with a handler for each of its methods, as a server takes it. Immutable. */
public final class ServiceBinding {
    private final ServiceDescriptor service;
    private final List<Method<?, ?>> methods;
    private final @Nullable Executor executor;

    private ServiceBinding(ServiceDescriptor service, List<Method<?, ?>> methods, @Nullable Executor executor) {
        this.service = service;
        this.methods = List.copyOf(methods);
        this.executor = executor;
    }

    /** A builder for a service. */
    public static Builder builder(ServiceDescriptor service) {
        return new Builder(service);
    }

    public ServiceDescriptor service() {
        return service;
    }

    /** The methods with their handlers, in the order of the descriptor. */
    public List<Method<?, ?>> methods() {
        return methods;
    }

    /** Where the handlers run, if not on the server's executor. */
    public Optional<Executor> executor() {
        return Optional.ofNullable(executor);
    }

    /**
     * This service with its handlers run on an executor of its own instead of the server's. {@code Runnable::run} runs
     * them on the transport's threads: fastest, and only for handlers that never block.
     */
    public ServiceBinding on(Executor executor) {
        return new ServiceBinding(service, methods, Objects.requireNonNull(executor, "executor"));
    }

    /** This service with interceptors before its handlers, the first one outermost. */
    public ServiceBinding with(ServerInterceptor... interceptors) {
        List<ServerInterceptor> chain = List.of(interceptors);
        List<Method<?, ?>> wrapped = new ArrayList<>();
        methods.forEach(method -> wrapped.add(method.with(chain)));
        return new ServiceBinding(service, wrapped, executor);
    }

    /**
     * A method and its handler.
     *
     * @param descriptor the method
     * @param handler answers its calls
     */
    public record Method<Q, R>(MethodDescriptor<Q, R> descriptor, ServerHandler<Q, R> handler) {
        /** This method with interceptors before its handler, the first one outermost. */
        public Method<Q, R> with(List<? extends ServerInterceptor> interceptors) {
            return new Method<>(descriptor, ServerInterceptor.compose(handler, interceptors));
        }
    }

    /** Collects handlers. */
    public static final class Builder {
        private final ServiceDescriptor service;
        private final Map<MethodDescriptor<?, ?>, Method<?, ?>> methods = new LinkedHashMap<>();

        private Builder(ServiceDescriptor service) {
            this.service = service;
        }

        /**
         * Adds the handler of a method.
         *
         * @throws IllegalArgumentException if the method is not of this service or has a handler already
         */
        public <Q, R> Builder add(MethodDescriptor<Q, R> method, ServerHandler<Q, R> handler) {
            if (!service.methods().contains(method)) {
                throw new IllegalArgumentException(method.fullName() + " is not a method of " + service.name());
            }
            if (methods.put(method, new Method<>(method, handler)) != null) {
                throw new IllegalArgumentException(method.fullName() + " has two handlers");
            }
            return this;
        }

        /**
         * The binding.
         *
         * @throws IllegalArgumentException if a method has no handler, naming it
         */
        public ServiceBinding build() {
            List<Method<?, ?>> inOrder = new ArrayList<>();
            for (MethodDescriptor<?, ?> method : service.methods()) {
                Method<?, ?> bound = methods.get(method);
                if (bound == null) {
                    throw new IllegalArgumentException(method.fullName() + " has no handler");
                }
                inOrder.add(bound);
            }
            return new ServiceBinding(service, inOrder, null);
        }
    }
}
