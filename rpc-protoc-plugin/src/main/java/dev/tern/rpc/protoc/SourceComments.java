package dev.tern.rpc.protoc;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The comments of a file, found by the path of what they belong to. */
final class SourceComments {
    private final Map<List<Integer>, String> comments = new HashMap<>();

    private SourceComments() {}

    /** The comments of a file: those before an element, or else those after it on the same line. */
    static SourceComments of(FileDescriptorProto file) {
        SourceComments found = new SourceComments();
        for (Location location : file.getSourceCodeInfo().getLocationList()) {
            String comment =
                    location.hasLeadingComments() ? location.getLeadingComments() : location.getTrailingComments();
            if (!comment.isBlank()) {
                found.comments.put(List.copyOf(location.getPathList()), comment);
            }
        }
        return found;
    }

    /** The comment of a service, or an empty text. */
    String ofService(int service) {
        return at(List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, service));
    }

    /** The comment of a method, or an empty text. */
    String ofMethod(int service, int method) {
        return at(List.of(
                FileDescriptorProto.SERVICE_FIELD_NUMBER, service, ServiceDescriptorProto.METHOD_FIELD_NUMBER, method));
    }

    private String at(List<Integer> path) {
        return comments.getOrDefault(path, "");
    }
}
