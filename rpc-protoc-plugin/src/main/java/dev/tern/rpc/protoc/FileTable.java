package dev.tern.rpc.protoc;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.GeneratorNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a request, linked with one another, and the Java classes that protoc makes of them. */
final class FileTable {
    private final Map<String, FileDescriptor> files = new LinkedHashMap<>();

    /** By Java package: each top-level class and what of which file becomes it. */
    private final Map<String, Map<String, String>> classes = new TreeMap<>();

    private final OneWayOption oneWay;

    private FileTable(List<FileDescriptorProto> protos) {
        // protoc lists a file after all that it imports.
        for (FileDescriptorProto proto : protos) {
            FileDescriptor file = link(proto);
            files.put(file.getName(), file);
            noteClasses(file);
        }
        this.oneWay = OneWayOption.among(files.values());
    }

    /**
     * Links files.
     *
     * @throws InvalidSchemaException if one imports what is not among those before it, or is no valid descriptor
     */
    static FileTable of(List<FileDescriptorProto> protos) {
        return new FileTable(protos);
    }

    /**
     * A file by its path as protoc has it.
     *
     * @throws InvalidSchemaException if there is none
     */
    FileDescriptor file(String name) {
        FileDescriptor file = files.get(name);
        if (file == null) {
            throw new InvalidSchemaException(
                    name + ": the request has no descriptor of this file, list it before the files that need it");
        }
        return file;
    }

    /** The top-level classes protoc is known to put in a Java package, each with what it is made of. */
    Map<String, String> classesIn(String javaPackage) {
        return classes.getOrDefault(javaPackage, Map.of());
    }

    /** The option that makes methods one-way, as these files have it. */
    OneWayOption oneWay() {
        return oneWay;
    }

    private FileDescriptor link(FileDescriptorProto proto) {
        FileDescriptor[] imports =
                proto.getDependencyList().stream().map(this::file).toArray(FileDescriptor[]::new);
        try {
            return FileDescriptor.buildFrom(proto, imports);
        } catch (DescriptorValidationException e) {
            throw new InvalidSchemaException(proto.getName() + ": " + e.getDescription() + " ("
                    + e.getProblemSymbolName() + "): check that protoc is not newer than the plugin");
        }
    }

    private void noteClasses(FileDescriptor file) {
        Map<String, String> here =
                classes.computeIfAbsent(GeneratorNames.getFileJavaPackage(file), unused -> new TreeMap<>());
        here.put(GeneratorNames.getFileClassName(file), "the file class of " + file.getName());
        for (Descriptor message : file.getMessageTypes()) {
            if (!GeneratorNames.getNestInFileClass(message)) {
                here.put(message.getName(), "message " + message.getFullName() + " of " + file.getName());
                here.put(message.getName() + "OrBuilder", "message " + message.getFullName() + " of " + file.getName());
            }
        }
        for (EnumDescriptor type : file.getEnumTypes()) {
            if (!GeneratorNames.getNestInFileClass(type)) {
                here.put(type.getName(), "enum " + type.getFullName() + " of " + file.getName());
            }
        }
    }
}
