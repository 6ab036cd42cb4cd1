package dev.tern.rpc;

import java.util.Objects;

/**
 * A method as both sides know it: its name, its kind and the codecs of its messages. Immutable; generated code holds
 * one constant per method, and identity is what tells two methods apart.
 *
 * @param <Q> the request message
 * @param <R> the reply message
 */
public final class MethodDescriptor<Q, R> {
    private final MethodKind kind;
    private final String service;
    private final String name;
    private final String fullName;
    private final Marshaller<Q> request;
    private final Marshaller<R> reply;
    private final Idempotency idempotency;

    private MethodDescriptor(
            MethodKind kind,
            String service,
            String name,
            Marshaller<Q> request,
            Marshaller<R> reply,
            Idempotency idempotency) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.service = requireName(service, "service");
        this.name = requireName(name, "method");
        // Interned so that the tables of a server and of a connection find it by identity in most cases.
        this.fullName = (service + '/' + name).intern();
        this.request = Objects.requireNonNull(request, "request");
        this.reply = Objects.requireNonNull(reply, "reply");
        this.idempotency = Objects.requireNonNull(idempotency, "idempotency");
    }

    /**
     * A method of the given kind.
     *
     * @param service the full name of the service, for instance {@code helloworld.Greeter}
     * @param name the method's name as the .proto has it, for instance {@code SayHello}
     * @throws IllegalArgumentException if a name is empty or has a slash, a space or a character outside ASCII
     */
    public static <Q, R> MethodDescriptor<Q, R> of(
            MethodKind kind, String service, String name, Marshaller<Q> request, Marshaller<R> reply) {
        return new MethodDescriptor<>(kind, service, name, request, reply, Idempotency.UNKNOWN);
    }

    /** This method with another promise about calling it twice. The result is another method to {@code equals}. */
    public MethodDescriptor<Q, R> withIdempotency(Idempotency idempotency) {
        return new MethodDescriptor<>(kind, service, name, request, reply, idempotency);
    }

    public MethodKind kind() {
        return kind;
    }

    /** The full name of the service: {@code helloworld.Greeter}. */
    public String service() {
        return service;
    }

    /** The name within the service: {@code SayHello}. */
    public String name() {
        return name;
    }

    /** Service and method as they travel: {@code helloworld.Greeter/SayHello}, with no leading slash. */
    public String fullName() {
        return fullName;
    }

    public Marshaller<Q> request() {
        return request;
    }

    public Marshaller<R> reply() {
        return reply;
    }

    public Idempotency idempotency() {
        return idempotency;
    }

    @Override
    public String toString() {
        return fullName + " (" + kind + ")";
    }

    private static String requireName(String name, String what) {
        boolean valid = !name.isEmpty();
        for (int i = 0; valid && i < name.length(); i++) {
            char c = name.charAt(i);
            valid = c > ' ' && c < 0x7f && c != '/';
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    what + " name '" + name + "' must be printable ASCII, not empty, with no slash and no space");
        }
        return name;
    }
}
