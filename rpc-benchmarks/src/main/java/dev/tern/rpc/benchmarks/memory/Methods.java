package dev.tern.rpc.benchmarks.memory;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.ServiceDescriptor;
import java.nio.ByteBuffer;

/** What is called: methods whose messages are bytes, so that nothing but the library is measured. */
final class Methods {
    private static final String SERVICE = "tern.benchmarks.Memory";

    /** Says nothing, and hears nothing, until it is cancelled. */
    static final MethodDescriptor<byte[], byte[]> HOLD =
            MethodDescriptor.of(MethodKind.BIDI_STREAMING, SERVICE, "Hold", new Bytes(), new Bytes());

    /** As many bytes as the request, a decimal number, says, in messages of 64 KiB. */
    static final MethodDescriptor<byte[], byte[]> POUR =
            MethodDescriptor.of(MethodKind.SERVER_STREAMING, SERVICE, "Pour", new Bytes(), new Bytes());

    static final ServiceDescriptor DESCRIPTOR = ServiceDescriptor.of(SERVICE, HOLD, POUR);

    private Methods() {}

    /** Messages that are their own encoding. */
    private static final class Bytes implements Marshaller<byte[]> {
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
}
