package dev.tern.rpc.protoc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Empty;
import com.google.protobuf.GeneratorNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the model of a file's services, and refuses those that no code can be written for. */
final class ServiceReader {
    private static final String SUFFIX = "Rpc";

    private final FileDescriptor file;
    private final FileTable files;
    private final SourceComments comments;

    ServiceReader(FileDescriptor file, FileTable files) {
        this.file = file;
        this.files = files;
        this.comments = SourceComments.of(file.toProto());
    }

    /**
     * The model of a service.
     *
     * @throws InvalidSchemaException if no code can be written for it
     */
    RpcService read(ServiceDescriptor service) {
        String javaPackage = GeneratorNames.getFileJavaPackage(file);
        String className = service.getName() + SUFFIX;
        @Nullable String rival = files.classesIn(javaPackage).get(className);
        if (rival != null) {
            throw new InvalidSchemaException(at(service) + " would become class " + className + ", but so does " + rival
                    + ": rename one of them, or set java_package or java_outer_classname");
        }
        return new RpcService(
                file.getName(),
                service.getFullName(),
                javaPackage,
                className,
                new Documentation(
                        comments.ofService(service.getIndex()),
                        service.getOptions().getDeprecated()),
                methods(service, javaPackage));
    }

    private List<RpcMethod> methods(ServiceDescriptor service, String javaPackage) {
        List<String> rpcs = new ArrayList<>();
        Set<String> firstWords = new HashSet<>();
        for (MethodDescriptor method : service.getMethods()) {
            rpcs.add(method.getName());
            for (MessageClass message :
                    List.of(MessageClass.of(method.getInputType()), MessageClass.of(method.getOutputType()))) {
                requireReachable(method, message, javaPackage);
                // In an initializer, a constant of the same name would hide the class or the package.
                firstWords.add(message.head());
                firstWords.add(message.qualifiedName().split("\\.", 2)[0]);
            }
        }
        List<MethodNames> names = MethodNames.of(rpcs, firstWords);
        List<RpcMethod> methods = new ArrayList<>();
        for (MethodDescriptor method : service.getMethods()) {
            methods.add(method(method, names.get(method.getIndex())));
        }
        return methods;
    }

    private RpcMethod method(MethodDescriptor method, MethodNames names) {
        return new RpcMethod(
                names,
                shape(method),
                MessageClass.of(method.getInputType()),
                MessageClass.of(method.getOutputType()),
                method.getOptions().getIdempotencyLevel(),
                new Documentation(
                        comments.ofMethod(method.getService().getIndex(), method.getIndex()),
                        method.getOptions().getDeprecated()));
    }

    private MethodShape shape(MethodDescriptor method) {
        if (!files.oneWay().isOn(method)) {
            return MethodShape.of(method.isClientStreaming(), method.isServerStreaming());
        }
        if (method.isClientStreaming() || method.isServerStreaming()) {
            throw new InvalidSchemaException(at(method) + " is one-way and streams: a one-way call is a single request,"
                    + " remove 'stream' or option (" + OneWayOption.NAME + ")");
        }
        Descriptor empty = Empty.getDescriptor();
        if (!method.getOutputType().getFullName().equals(empty.getFullName())) {
            throw new InvalidSchemaException(at(method) + " is one-way and returns "
                    + method.getOutputType().getFullName()
                    + ": a one-way call has no reply, return " + empty.getFullName() + " or remove option ("
                    + OneWayOption.NAME + ")");
        }
        return MethodShape.ONE_WAY;
    }

    /** Java has no way to name a class of the unnamed package from a named one. */
    private void requireReachable(MethodDescriptor method, MessageClass message, String javaPackage) {
        if (message.javaPackage().isEmpty() && !javaPackage.isEmpty()) {
            throw new InvalidSchemaException(at(method) + " uses " + message.qualifiedName()
                    + ", which is in no Java package, so that package " + javaPackage
                    + " can't name it: set java_package in the file that defines it");
        }
    }

    private String at(ServiceDescriptor service) {
        return file.getName() + ": service " + service.getFullName();
    }

    private String at(MethodDescriptor method) {
        return at(method.getService()) + ": method " + method.getName();
    }
}
