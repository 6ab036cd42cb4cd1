package dev.tern.rpc.protoc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How one Java file names types: by simple name where only one type could be meant, in full otherwise. Who gets a name
 * that several want: first the nested types of the file, then message classes of the unnamed package (they have no
 * other name), then all of {@link RuntimeType} whether used or not (so that a new method in a service changes no
 * existing line), then other message classes in order of use. Imports are for what was asked for.
 */
final class TypeNames {
    static final String SERVICE = "Service";
    static final String ASYNC_SERVICE = "AsyncService";
    static final String BLOCKING_STUB = "BlockingStub";
    static final String ASYNC_STUB = "AsyncStub";
    private static final List<String> NESTED = List.of(SERVICE, ASYNC_SERVICE, BLOCKING_STUB, ASYNC_STUB);

    private final String home;

    /** From simple name to the full name of the type that has it. */
    private final Map<String, String> owners = new HashMap<>();

    private final SortedSet<String> imports = new TreeSet<>();

    /**
     * Shares out the names for the file of a service.
     *
     * @throws InvalidSchemaException if a message class has no name that would mean it
     */
    TypeNames(RpcService service) {
        this.home = service.javaPackage();
        owners.put(service.className(), MessageClass.dotted(home, service.className()));
        for (String nested : NESTED) {
            owners.put(nested, MessageClass.dotted(home, service.className() + "." + nested));
        }
        service.messages()
                .filter(message -> message.javaPackage().isEmpty())
                .forEach(message -> claimUnnamed(service, message));
        for (RuntimeType type : RuntimeType.values()) {
            owners.putIfAbsent(type.simpleName(), type.qualifiedName());
        }
        service.messages().forEach(message -> owners.putIfAbsent(message.head(), message.qualifiedHead()));
    }

    private void claimUnnamed(RpcService service, MessageClass message) {
        String outermost = outermost(message);
        String owner = owners.putIfAbsent(outermost, outermost);
        if (owner != null && !owner.equals(outermost)) {
            throw new InvalidSchemaException(service.file() + ": service " + service.fullName() + " uses message class "
                    + message.qualifiedName() + ", which " + owner
                    + " hides, and which has no longer name for want of a Java package: set java_package");
        }
    }

    /** The name of a type of Java or Tern. */
    String of(RuntimeType type) {
        String simple = type.simpleName();
        if (!type.qualifiedName().equals(owners.get(simple))) {
            return type.qualifiedName();
        }
        // Types of java.lang too: without an import, a class of the file's own package would hide them.
        imports.add(type.qualifiedName());
        return simple;
    }

    /** The name of a type of Java or Tern with type arguments. */
    String of(RuntimeType type, String... arguments) {
        return of(type) + "<" + String.join(", ", arguments) + ">";
    }

    /** The publisher of {@code Flow}, which is imported by its outer class: {@code Publisher} alone says too little. */
    String publisher(String message) {
        return of(RuntimeType.FLOW) + ".Publisher<" + message + ">";
    }

    /** The name of a message class. */
    String of(MessageClass message) {
        if (message.javaPackage().isEmpty() || !message.qualifiedHead().equals(owners.get(message.head()))) {
            return message.qualifiedName();
        }
        boolean implied =
                message.javaPackage().equals(home) && message.fileClass().isEmpty();
        if (!implied) {
            imports.add(message.qualifiedHead());
        }
        return message.name();
    }

    /** The full names of what was asked for and needs an import, sorted. */
    SortedSet<String> imports() {
        return imports;
    }

    /** The one simple name by which a class of the unnamed package can be reached. */
    private static String outermost(MessageClass message) {
        return message.fileClass().isEmpty() ? message.head() : message.fileClass();
    }
}
