package dev.tern.rpc.benchmarks.compare.raw;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.tern.rpc.benchmarks.proto.Order;
import dev.tern.rpc.benchmarks.proto.Payload;
import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Decodes messages. */
final class Messages {
    private Messages() {}

    static Payload payload(ByteBuf in, int length) throws IOException {
        return Payload.parseFrom(input(in, length));
    }

    static Order order(ByteBuf in, int length) throws IOException {
        return Order.parseFrom(input(in, length));
    }

    /**
     * One copy: protobuf reads arrays only, and would copy a direct buffer to one first and the field out of that. This array is
     * nobody else's, so the field may stay in it.
     */
    private static CodedInputStream input(ByteBuf in, int length) {
        byte[] bytes = new byte[length];
        in.getBytes(in.readerIndex(), bytes);
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
        input.enableAliasing(true);
        return input;
    }
}
