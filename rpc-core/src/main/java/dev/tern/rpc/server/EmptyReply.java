package dev.tern.rpc.server;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import java.nio.ByteBuffer;

/**
 * The reply to a one-way call that came over a wire which has none: a message of no bytes, which is what an empty one is in
 * protobuf. Its own marshaller.
 */
enum EmptyReply implements Marshaller<EmptyReply> {
    INSTANCE;

    @Override
    public void write(EmptyReply message, MessageSink sink) {
        sink.allocate(0);
    }

    @Override
    public EmptyReply read(ByteBuffer bytes) {
        return INSTANCE;
    }

    @Override
    public Class<EmptyReply> messageType() {
        return EmptyReply.class;
    }

    @Override
    public String encoding() {
        return "empty";
    }
}
