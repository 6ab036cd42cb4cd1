package dev.tern.rpc;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A typed detail of a status, as gRPC's {@code google.rpc.Status} carries them. The codec modules pack and unpack
 * messages; core moves the bytes.
 */
public final class StatusDetail {
    private final String typeUrl;
    private final byte[] value;

    private StatusDetail(String typeUrl, byte[] value) {
        this.typeUrl = Objects.requireNonNull(typeUrl, "typeUrl");
        this.value = value;
    }

    /**
     * A detail.
     *
     * @param typeUrl names the type, for instance {@code type.googleapis.com/google.rpc.RetryInfo}
     * @param value the encoded message; copied
     */
    public static StatusDetail of(String typeUrl, byte[] value) {
        return new StatusDetail(typeUrl, value.clone());
    }

    public String typeUrl() {
        return typeUrl;
    }

    /** The encoded message, read-only; each call gives a view of its own. */
    public ByteBuffer value() {
        return ByteBuffer.wrap(value).asReadOnlyBuffer();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusDetail that
                && typeUrl.equals(that.typeUrl)
                && ByteBuffer.wrap(value).equals(ByteBuffer.wrap(that.value));
    }

    @Override
    public int hashCode() {
        return 31 * typeUrl.hashCode() + ByteBuffer.wrap(value).hashCode();
    }

    @Override
    public String toString() {
        return typeUrl + " (" + value.length + " bytes)";
    }
}
