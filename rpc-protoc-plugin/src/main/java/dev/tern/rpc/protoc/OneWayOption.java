package dev.tern.rpc.protoc;

import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code option (tern.rpc.one_way)} of methods, found by its number among the fields this program has no class for: the
 * class is in rpc-codec-protobuf, which the plugin does not need.
 */
final class OneWayOption {
    static final String NAME = "tern.rpc.one_way";
    static final int NUMBER = 71001;

    private final boolean ours;

    private OneWayOption(boolean ours) {
        this.ours = ours;
    }

    /**
     * The option as some files have it. The number is from the range that anyone may use in-house, so a file may have
     * given it to an option of its own: then no method is one-way. That no file declares the number proves nothing:
     * protoc may leave out a file that is imported for its options only.
     */
    static OneWayOption among(Collection<FileDescriptor> files) {
        return new OneWayOption(files.stream()
                .flatMap(OneWayOption::extensions)
                .filter(option -> option.getNumber() == NUMBER)
                .filter(option -> option.getContainingType()
                        .getFullName()
                        .equals(MethodOptions.getDescriptor().getFullName()))
                .allMatch(option -> option.getFullName().equals(NAME)));
    }

    /** Whether the option is on for a method. */
    boolean isOn(MethodDescriptor method) {
        List<Long> values =
                method.getOptions().getUnknownFields().getField(NUMBER).getVarintList();
        // Should a field come twice, the last one counts: the rule of the wire format.
        return ours && !values.isEmpty() && values.get(values.size() - 1) != 0;
    }

    private static Stream<FieldDescriptor> extensions(FileDescriptor file) {
        return Stream.concat(
                file.getExtensions().stream(), file.getMessageTypes().stream().flatMap(OneWayOption::extensions));
    }

    private static Stream<FieldDescriptor> extensions(Descriptor message) {
        return Stream.concat(
                message.getExtensions().stream(),
                message.getNestedTypes().stream().flatMap(OneWayOption::extensions));
    }
}
