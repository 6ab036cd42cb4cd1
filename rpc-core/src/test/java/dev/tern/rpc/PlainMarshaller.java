package dev.tern.rpc;

import java.nio.ByteBuffer;

/** The least a marshaller can be, for tests that need one and send nothing. */
final class PlainMarshaller implements Marshaller<Void> {
    @Override
    public void write(Void message, MessageSink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Void read(ByteBuffer bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Class<Void> messageType() {
        return Void.class;
    }

    @Override
    public String encoding() {
        return "nothing";
    }
}
