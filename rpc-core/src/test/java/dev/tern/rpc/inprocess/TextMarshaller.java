package dev.tern.rpc.inprocess;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Strings as UTF-8; either as bytes always, or handed over as objects where the transport can. */
record TextMarshaller(boolean hasImmutableMessages) implements Marshaller<String> {
    static final TextMarshaller BYTES = new TextMarshaller(false);
    static final TextMarshaller OBJECTS = new TextMarshaller(true);

    @Override
    public void write(String message, MessageSink sink) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        sink.allocate(bytes.length).put(bytes);
    }

    @Override
    public String read(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public String encoding() {
        return "text";
    }
}
