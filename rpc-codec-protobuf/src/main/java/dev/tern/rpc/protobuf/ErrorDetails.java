package dev.tern.rpc.protobuf;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Protobuf messages as typed details of a status: what gRPC's richer error model carries in {@code google.rpc.Status}. Any
 * message type will do, those of {@code google.rpc} (RetryInfo, BadRequest …) among them.
 */
public final class ErrorDetails {
    /** What type names are prefixed with, as {@code google.protobuf.Any} has it. */
    private static final String TYPE_URL_PREFIX = "type.googleapis.com/";

    private ErrorDetails() {}

    /** A status with these details after those it has. */
    public static Status add(Status status, Message... details) {
        Status detailed = status;
        for (Message detail : details) {
            detailed = detailed.withDetail(pack(detail));
        }
        return detailed;
    }

    /** A message as a detail. */
    public static StatusDetail pack(Message message) {
        return StatusDetail.of(TYPE_URL_PREFIX + message.getDescriptorForType().getFullName(), message.toByteArray());
    }

    /**
     * The first detail of a type, if there is one.
     *
     * @throws UndecodableMessageException if it is there and its bytes are not such a message
     */
    public static <T extends Message> Optional<T> first(Status status, T defaultInstance) {
        return all(status, defaultInstance).stream().findFirst();
    }

    /**
     * All details of a type, in order.
     *
     * @throws UndecodableMessageException if the bytes of one are not such a message
     */
    @SuppressWarnings("unchecked") // a message's parser gives messages of its own type
    public static <T extends Message> List<T> all(Status status, T defaultInstance) {
        List<T> found = new ArrayList<>();
        for (StatusDetail detail : status.details()) {
            if (isOfType(detail, defaultInstance)) {
                try {
                    found.add((T) defaultInstance.getParserForType().parseFrom(detail.value()));
                } catch (InvalidProtocolBufferException e) {
                    throw new UndecodableMessageException(defaultInstance.getClass(), e);
                }
            }
        }
        return found;
    }

    /** A type URL names the type after its last slash; what stands before is not looked at. */
    private static boolean isOfType(StatusDetail detail, Message defaultInstance) {
        String url = detail.typeUrl();
        return url.substring(url.lastIndexOf('/') + 1)
                .equals(defaultInstance.getDescriptorForType().getFullName());
    }
}
