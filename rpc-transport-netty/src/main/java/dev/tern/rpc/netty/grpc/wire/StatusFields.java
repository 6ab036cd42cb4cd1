package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.StatusDetail;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A status as the fields of a reply's trailers; spec, "Status". */
public final class StatusFields {
    /** The numbers of the codes, each at its own index. */
    private static final AsciiString[] NUMBERS = numbers();

    /** More digits than any code has; longer ones are not parsed. */
    private static final int MAX_DIGITS = 9;

    private StatusFields() {}

    private static AsciiString[] numbers() {
        StatusCode[] codes = StatusCode.values();
        AsciiString[] numbers = new AsciiString[codes.length];
        for (StatusCode code : codes) {
            numbers[code.number()] = AsciiString.cached(Integer.toString(code.number()));
        }
        return numbers;
    }

    /**
     * Adds the fields to a block, or as much as the limit has room for: details go first, then the end of the message.
     *
     * @param maxBytes the limit on message and details, each counted as HTTP/2 does: name, value as sent, and 32
     */
    public static void write(Status status, Http2Headers out, int maxBytes) {
        out.add(HeaderNames.GRPC_STATUS, NUMBERS[status.code().number()]);
        if (status.message().isEmpty() && status.details().isEmpty()) {
            return;
        }
        long room = maxBytes;
        if (!status.message().isEmpty()) {
            room = writeMessage(status.message(), out, room);
        }
        if (!status.details().isEmpty()) {
            AsciiString details = BinaryValue.encode(StatusProto.encode(status));
            if (MetadataFields.measuredBytes(HeaderNames.GRPC_STATUS_DETAILS_BIN, details) <= room) {
                out.add(HeaderNames.GRPC_STATUS_DETAILS_BIN, details);
            }
        }
    }

    private static long writeMessage(String message, Http2Headers out, long room) {
        AsciiString escaped = PercentText.encode(message);
        long forValue = room - MetadataFields.measuredBytes(HeaderNames.GRPC_MESSAGE, AsciiString.EMPTY_STRING);
        AsciiString cut = PercentText.cut(escaped, (int) Math.max(0, forValue));
        if (!cut.isEmpty()) {
            out.add(HeaderNames.GRPC_MESSAGE, cut);
        }
        return forValue - cut.length();
    }

    /**
     * The status of a block that ends a reply. Never fails, for some status is always better than none:
     *
     * <ul>
     *   <li>no {@code grpc-status}: what {@link HttpStatus} makes of the block's {@code :status}, or UNKNOWN if it has none;
     *   <li>one that is no number, or a number of no code: UNKNOWN, with the peer's message or else one that names it;
     *   <li>details that can't be read or are over the limit: the status without them.
     * </ul>
     *
     * @param maxBytes the limit on what the details take in memory
     */
    public static Status read(Http2Headers trailers, int maxBytes) {
        @Nullable CharSequence number = trailers.get(HeaderNames.GRPC_STATUS);
        if (number == null) {
            return trailers.status() == null
                    ? StatusCode.UNKNOWN.withMessage("reply ended with no grpc-status")
                    : HttpStatus.statusOf(trailers.status(), trailers.get(HeaderNames.CONTENT_TYPE));
        }
        @Nullable CharSequence escaped = trailers.get(HeaderNames.GRPC_MESSAGE);
        String message = escaped == null ? "" : PercentText.decode(escaped);
        Status status = statusOf(number, message);
        @Nullable CharSequence details = trailers.get(HeaderNames.GRPC_STATUS_DETAILS_BIN);
        return details == null ? status : status.withDetails(readDetails(details, maxBytes));
    }

    private static Status statusOf(CharSequence number, String message) {
        int parsed = parse(number);
        if (parsed >= 0 && parsed < NUMBERS.length) {
            StatusCode code = StatusCode.ofNumber(parsed);
            return message.isEmpty() ? Status.of(code) : code.withMessage(message);
        }
        return StatusCode.UNKNOWN.withMessage(message.isEmpty() ? "grpc-status '" + number + "' is no code" : message);
    }

    /** The number, or a negative one if it is none of up to nine digits. */
    private static int parse(CharSequence number) {
        if (number.length() == 0 || number.length() > MAX_DIGITS) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private static List<StatusDetail> readDetails(CharSequence base64, int maxBytes) {
        try {
            return StatusProto.details(BinaryValue.decode(base64), maxBytes);
        } catch (IllegalArgumentException unreadable) {
            // Programs miss something, but the code and the message still say what went wrong.
            return List.of();
        }
    }
}
