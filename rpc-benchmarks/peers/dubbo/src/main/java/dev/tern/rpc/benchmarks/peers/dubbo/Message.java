package dev.tern.rpc.benchmarks.peers.dubbo;

import java.io.Serializable;

/** What Dubbo's own protocol sends, by the serialization that it prefers. Not to be changed. */
public final class Message implements Serializable {
    private static final long serialVersionUID = 1L;

    private byte[] data;

    /** For who deserializes it. */
    public Message() {
        this(new byte[0]);
    }

    public Message(byte[] data) {
        this.data = data;
    }

    /** Named as Dubbo wants properties to be. */
    public byte[] getData() {
        return data;
    }

    public void setData(byte[] data) {
        this.data = data;
    }
}
