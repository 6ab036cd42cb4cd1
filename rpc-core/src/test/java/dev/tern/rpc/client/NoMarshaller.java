package dev.tern.rpc.client;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import java.nio.ByteBuffer;

/** For methods whose messages never become bytes. */
enum NoMarshaller implements Marshaller<String> {
    INSTANCE;

    @Override
    public void write(String message, MessageSink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String read(ByteBuffer bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Class<String> messageType() {
        return String.class;
    }

    @Override
    public String encoding() {
        return "none";
    }
}
