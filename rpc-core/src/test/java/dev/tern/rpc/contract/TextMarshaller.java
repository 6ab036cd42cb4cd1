package dev.tern.rpc.contract;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Text as UTF-8; fails with {@link Text#UNENCODABLE} and {@link Text#UNDECODABLE}. Leaves buffers in the order that is not the
 * network's, and fails where that has reached another message.
 */
public enum TextMarshaller implements Marshaller<Text> {
    /** Always goes through bytes. */
    BYTES(false),

    /** Lets the in-process transport hand objects over. */
    OBJECTS(true);

    private final boolean immutable;

    TextMarshaller(boolean immutable) {
        this.immutable = immutable;
    }

    @Override
    public void write(Text message, MessageSink sink) {
        if (message.equals(Text.UNENCODABLE)) {
            throw new IllegalArgumentException(message.value());
        }
        byte[] bytes = message.value().getBytes(StandardCharsets.UTF_8);
        ByteBuffer room = sink.allocate(bytes.length);
        turn(room);
        room.put(bytes);
    }

    private static void turn(ByteBuffer bytes) {
        if (bytes.order() != ByteOrder.BIG_ENDIAN) {
            throw new IllegalStateException("the order of another message: " + bytes.order());
        }
        bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public Text read(ByteBuffer bytes) {
        turn(bytes);
        Text message = new Text(StandardCharsets.UTF_8.decode(bytes).toString());
        if (message.equals(Text.UNDECODABLE)) {
            throw new IllegalArgumentException(message.value());
        }
        return message;
    }

    @Override
    public Class<Text> messageType() {
        return Text.class;
    }

    @Override
    public String encoding() {
        return "text";
    }

    @Override
    public boolean hasImmutableMessages() {
        return immutable;
    }
}
