package dev.tern.rpc.protoc;

import java.util.List;
import java.util.stream.Stream;

/**
 * A service, with all that the writers need to know of it.
 *
 * @param file the .proto file it is from
 * @param fullName as it travels: {@code helloworld.Greeter}
 * @param javaPackage where its Java class goes; empty for the unnamed package
 * @param className the simple name of that class: {@code GreeterRpc}
 * @param methods in the order of the file
 */
record RpcService(
        String file,
        String fullName,
        String javaPackage,
        String className,
        Documentation documentation,
        List<RpcMethod> methods) {
    RpcService {
        methods = List.copyOf(methods);
    }

    /** The path of the Java file, with slashes. */
    String path() {
        return MessageClass.dotted(javaPackage, className).replace('.', '/') + ".java";
    }

    /** The message classes its methods use, in order, possibly repeated. */
    Stream<MessageClass> messages() {
        return methods.stream().flatMap(method -> Stream.of(method.request(), method.reply()));
    }
}
