package dev.tern.rpc.server;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.DirectExecutor;
import dev.tern.rpc.call.MessageEncoding;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServerInterceptor;
import dev.tern.rpc.call.ServiceBinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Full method names to handlers. Immutable. */
final class MethodTable {
    private final Map<String, Entry<?, ?>> entries = new HashMap<>();
    private final TreeSet<String> services = new TreeSet<>();

    /**
     * A method as it is served, in one encoding: its marshallers, its handler with all interceptors before it, and where
     * that runs.
     *
     * @param others the same method in its other encodings, by name; empty in those
     */
    record Entry<Q, R>(
            MethodDescriptor<Q, R> method,
            Marshaller<Q> request,
            Marshaller<R> reply,
            ServerHandler<Q, R> handler,
            Executor executor,
            Map<String, Entry<Q, R>> others) {
        /** This method in an encoding, empty for its own; null if it has no such. */
        @Nullable
        Entry<Q, R> in(String encoding) {
            return encoding.isEmpty() || encoding.equals(request.encoding()) ? this : others.get(encoding);
        }

        /** What a call in an encoding that the method does not have ends with. */
        Status unencoded(String encoding) {
            Set<String> known = new TreeSet<>(others.keySet());
            known.add(request.encoding());
            return StatusCode.UNIMPLEMENTED.withMessage("method " + method.fullName() + " has no encoding '" + encoding
                    + "', only: " + String.join(", ", known));
        }
    }

    /**
     * A table of these services.
     *
     * @param executor serves methods that have none of their own, nor their service
     * @param interrupts whether a handler's thread is interrupted when nobody waits for it; those that run on the
     *     transport's threads are never, since they must not wait for anything
     * @throws IllegalArgumentException if a service comes twice
     */
    MethodTable(
            List<ServiceBinding> bindings,
            List<ServerInterceptor> interceptors,
            Executor executor,
            boolean interrupts) {
        List<ServerInterceptor> interruptible = new ArrayList<>(interceptors);
        interruptible.add(0, HandlerInterrupts.INSTANCE);
        for (ServiceBinding binding : bindings) {
            if (!services.add(binding.service().name())) {
                throw new IllegalArgumentException(
                        "service " + binding.service().name() + " was added twice");
            }
            for (ServiceBinding.Method<?, ?> method : binding.methods()) {
                Executor own = binding.executor(method.descriptor()).orElse(executor);
                boolean interrupted = interrupts && own != DirectExecutor.INSTANCE;
                add(method.with(interrupted ? interruptible : interceptors), own);
            }
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
        Map<String, Entry<Q, R>> others = new HashMap<>();
        for (MessageEncoding<Q, R> encoding : method.otherEncodings()) {
            others.put(
                    encoding.name(),
                    new Entry<>(
                            descriptor, encoding.request(), encoding.reply(), method.handler(), executor, Map.of()));
        }
        entries.put(
                descriptor.fullName(),
                new Entry<>(
                        descriptor,
                        descriptor.request(),
                        descriptor.reply(),
                        method.handler(),
                        executor,
                        Map.copyOf(others)));
    }
}
