package dev.tern.rpc.call;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.ServiceDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A service with a handler for each of its methods, as a server takes it. Immutable. */
public final class ServiceBinding {
    private final ServiceDescriptor service;
    private final List<Method<?, ?>> methods;
    private final @Nullable Executor executor;

    /** By the method's own name. */
    private final Map<String, Executor> executors;

    private ServiceBinding(
            ServiceDescriptor service,
            List<Method<?, ?>> methods,
            @Nullable Executor executor,
            Map<String, Executor> executors) {
        this.service = service;
        this.methods = List.copyOf(methods);
        this.executor = executor;
        this.executors = Map.copyOf(executors);
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

    /** Where the handlers run that have no executor of their own, if not on the server's. */
    public Optional<Executor> executor() {
        return Optional.ofNullable(executor);
    }

    /** Where the handler of a method runs: on its own executor, else the service's; empty for the server's. */
    public Optional<Executor> executor(MethodDescriptor<?, ?> method) {
        return Optional.ofNullable(executors.getOrDefault(method.name(), executor));
    }

    /**
     * This service with its handlers run on an executor of its own instead of the server's; the server does not shut it
     * down. {@link DirectExecutor} runs them on the transport's threads: fastest, and only for handlers that never block.
     * If the executor refuses a call, its client is told RESOURCE_EXHAUSTED, with what the executor says.
     */
    public ServiceBinding on(Executor executor) {
        return new ServiceBinding(service, methods, Objects.requireNonNull(executor, "executor"), executors);
    }

    /**
     * This service with the handler of one method run on an executor of its own, whatever {@link #on(Executor)} says of
     * the others: a slow method that must not take the threads of quick ones, or a quick one that needs no hop.
     *
     * @param method the method's own name, as the .proto has it, for instance {@code SayHello}
     * @throws IllegalArgumentException if the service has no such method, naming those it has
     */
    public ServiceBinding on(String method, Executor executor) {
        Objects.requireNonNull(executor, "executor");
        List<String> names =
                service.methods().stream().map(MethodDescriptor::name).toList();
        if (!names.contains(method)) {
            throw new IllegalArgumentException(
                    "service " + service.name() + " has no method '" + method + "', only: " + String.join(", ", names));
        }
        Map<String, Executor> changed = new HashMap<>(executors);
        changed.put(method, executor);
        return new ServiceBinding(service, methods, this.executor, changed);
    }

    /** This service with interceptors before its handlers, the first one outermost. */
    public ServiceBinding with(ServerInterceptor... interceptors) {
        List<ServerInterceptor> chain = List.of(interceptors);
        List<Method<?, ?>> wrapped = new ArrayList<>();
        methods.forEach(method -> wrapped.add(method.with(chain)));
        return new ServiceBinding(service, wrapped, executor, executors);
    }

    /**
     * This service with one more encoding of a method's messages, for clients that name it; JSON beside protobuf, for
     * instance. The handler is the same, and so is {@code call.method()}.
     *
     * @throws IllegalArgumentException if the method is not of this service, the two marshallers name two encodings, or the
     *     method has the encoding already
     */
    public <Q, R> ServiceBinding alsoEncoded(
            MethodDescriptor<Q, R> method, Marshaller<Q> request, Marshaller<R> reply) {
        requireOwn(service, method);
        MessageEncoding<Q, R> encoding = new MessageEncoding<>(request, reply);
        List<Method<?, ?>> changed = new ArrayList<>();
        for (Method<?, ?> bound : methods) {
            changed.add(bound.descriptor() == method ? alsoEncoded(bound, method, encoding) : bound);
        }
        return new ServiceBinding(service, changed, executor, executors);
    }

    @SuppressWarnings("unchecked") // its descriptor is the very one the encoding is for
    private static <Q, R> Method<Q, R> alsoEncoded(
            Method<?, ?> bound, MethodDescriptor<Q, R> method, MessageEncoding<Q, R> encoding) {
        Method<Q, R> own = (Method<Q, R>) bound;
        List<MessageEncoding<Q, R>> encodings = new ArrayList<>(own.otherEncodings());
        encodings.add(encoding);
        return new Method<>(method, own.handler(), encodings);
    }

    private static void requireOwn(ServiceDescriptor service, MethodDescriptor<?, ?> method) {
        if (!service.methods().contains(method)) {
            throw new IllegalArgumentException(method.fullName() + " is not a method of " + service.name());
        }
    }

    /**
     * A method and its handler.
     *
     * @param descriptor the method
     * @param handler answers its calls
     * @param otherEncodings how its messages may be encoded beside the descriptor's own way
     */
    public record Method<Q, R>(
            MethodDescriptor<Q, R> descriptor,
            ServerHandler<Q, R> handler,
            List<MessageEncoding<Q, R>> otherEncodings) {
        /** Checks that no encoding comes twice. */
        public Method {
            otherEncodings = List.copyOf(otherEncodings);
            Set<String> names = new HashSet<>(Set.of(descriptor.request().encoding()));
            for (MessageEncoding<Q, R> encoding : otherEncodings) {
                if (!names.add(encoding.name())) {
                    throw new IllegalArgumentException(
                            descriptor.fullName() + " has encoding '" + encoding.name() + "' already");
                }
            }
        }

        /** A method in its own encoding only. */
        public Method(MethodDescriptor<Q, R> descriptor, ServerHandler<Q, R> handler) {
            this(descriptor, handler, List.of());
        }

        /** This method with interceptors before its handler, the first one outermost. */
        public Method<Q, R> with(List<? extends ServerInterceptor> interceptors) {
            return new Method<>(descriptor, ServerInterceptor.compose(handler, interceptors), otherEncodings);
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
            requireOwn(service, method);
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
            return new ServiceBinding(service, inOrder, null, Map.of());
        }
    }
}
