package dev.tern.rpc.contract;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Text as UTF-8; fails with {@link Text#UNENCODABLE} and {@link Text#UNDECODABLE}. */
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
        sink.allocate(bytes.length).put(bytes);
    }

    @Override
    public Text read(ByteBuffer bytes) {
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
