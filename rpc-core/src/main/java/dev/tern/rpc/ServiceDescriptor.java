package dev.tern.rpc;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A service as both sides know it.
 *
 * @param name the full name, for instance {@code helloworld.Greeter}
 * @param methods the methods, in the order of the .proto file; each belongs to this service and no two share a name
 */
public record ServiceDescriptor(String name, List<MethodDescriptor<?, ?>> methods) {
    /**
     * Checks the methods.
     *
     * @throws IllegalArgumentException if a method belongs to another service or a name comes twice
     */
    public ServiceDescriptor {
        Objects.requireNonNull(name, "name");
        methods = List.copyOf(methods);
        Set<String> names = new HashSet<>();
        for (MethodDescriptor<?, ?> method : methods) {
            if (!method.service().equals(name)) {
                throw new IllegalArgumentException(method.fullName() + " is not a method of service " + name);
            }
            if (!names.add(method.name())) {
                throw new IllegalArgumentException(method.fullName() + " is declared twice");
            }
        }
    }

    /** A service with the given methods. */
    public static ServiceDescriptor of(String name, MethodDescriptor<?, ?>... methods) {
        return new ServiceDescriptor(name, List.of(methods));
    }
}
