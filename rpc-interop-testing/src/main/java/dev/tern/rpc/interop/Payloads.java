package dev.tern.rpc.interop;

import com.google.protobuf.ByteString;
import dev.tern.rpc.StatusCode;
import io.grpc.testing.integration.Messages.Payload;

/** Payloads of a wanted size. What is in them is free; here it is zeros. */
final class Payloads {
    /** The most a peer may have made for it; above all that the cases ask for. */
    static final int MAX_BYTES = 16 << 20;

    private Payloads() {}

    /**
     * So many zeros.
     *
     * @throws dev.tern.rpc.RpcException INVALID_ARGUMENT if they are fewer than none or more than {@link #MAX_BYTES}
     */
    static Payload zeros(int bytes) {
        if (bytes < 0 || bytes > MAX_BYTES) {
            throw StatusCode.INVALID_ARGUMENT
                    .withMessage("a payload of " + bytes + " bytes is not within 0 and " + MAX_BYTES)
                    .asException();
        }
        return Payload.newBuilder()
                .setBody(ByteString.copyFrom(new byte[bytes]))
                .build();
    }
}
