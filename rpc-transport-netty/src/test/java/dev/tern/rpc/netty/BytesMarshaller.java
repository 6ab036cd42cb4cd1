package dev.tern.rpc.netty;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import java.nio.ByteBuffer;

/** Messages that are their own encoding. */
public class BytesMarshaller implements Marshaller<byte[]> {
    /** The one there is. */
    public static final BytesMarshaller BYTES = new BytesMarshaller();

    /** For those that note how they are used. */
    BytesMarshaller() {}

    @Override
    public void write(byte[] message, MessageSink sink) {
        sink.allocate(message.length).put(message);
    }

    @Override
    public byte[] read(ByteBuffer bytes) {
        byte[] message = new byte[bytes.remaining()];
        bytes.get(message);
        return message;
    }

    @Override
    public Class<byte[]> messageType() {
        return byte[].class;
    }

    @Override
    public String encoding() {
        return "bytes";
    }
}
