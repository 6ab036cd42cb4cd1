package dev.tern.rpc.netty.grpc.wire;

import io.netty.util.AsciiString;
import java.util.Base64;

/** The value of a field whose name ends in {@code -bin}: base64 as RFC 4648, section 4 has it. */
public final class BinaryValue {
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    private BinaryValue() {}

    /** Without padding, as gRPC asks for. */
    public static AsciiString encode(byte[] bytes) {
        return new AsciiString(ENCODER.encode(bytes), false);
    }

    /** The length of what {@link #encode} gives for so many bytes. */
    static long encodedLength(int bytes) {
        return (bytes * 4L + 2) / 3;
    }

    /**
     * With padding or without.
     *
     * @throws IllegalArgumentException if it is not base64
     */
    public static byte[] decode(CharSequence base64) {
        return Base64.getDecoder().decode(base64.toString());
    }
}
