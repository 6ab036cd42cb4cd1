package dev.tern.rpc.benchmarks.peers.rsocket;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import dev.tern.rpc.benchmarks.peers.proto.Order;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.Payload;
import io.rsocket.util.ByteBufPayload;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Protobuf, with as few copies as it can be had: one to encode, one to decode. */
final class ProtobufCoding implements Coding {
    private final dev.tern.rpc.benchmarks.peers.proto.Payload message;

    ProtobufCoding(int bytes) {
        this.message = dev.tern.rpc.benchmarks.peers.proto.Payload.newBuilder()
                .setData(ByteString.copyFrom(new byte[bytes]))
                .build();
    }

    @Override
    public Payload message() {
        return encode(message);
    }

    @Override
    public Payload echo(Payload request) throws IOException {
        return encode(decode(request));
    }

    @Override
    public int bytes(Payload message) throws IOException {
        return decode(message).getData().size();
    }

    private static dev.tern.rpc.benchmarks.peers.proto.Payload decode(Payload payload) throws IOException {
        return dev.tern.rpc.benchmarks.peers.proto.Payload.parseFrom(input(payload));
    }

    /** Orders are protobuf whatever messages are. Releases the payload. */
    static Order order(Payload payload) throws IOException {
        return Order.parseFrom(input(payload));
    }

    static Payload encode(MessageLite message) {
        int bytes = message.getSerializedSize();
        ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer(bytes);
        CodedOutputStream out = CodedOutputStream.newInstance(buffer.internalNioBuffer(0, bytes));
        try {
            message.writeTo(out);
            out.flush();
        } catch (IOException tooSmall) {
            buffer.release();
            throw new UncheckedIOException(tooSmall); // the size is the message's own
        }
        return ByteBufPayload.create(buffer.writerIndex(bytes));
    }

    /** Protobuf reads arrays only, and this one is nobody else's, so that the field may stay in it. */
    private static CodedInputStream input(Payload payload) {
        byte[] bytes = new byte[payload.data().readableBytes()];
        payload.data().readBytes(bytes);
        payload.release();
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
        input.enableAliasing(true);
        return input;
    }
}
