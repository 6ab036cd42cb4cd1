package dev.tern.rpc.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The codec of one protobuf message type. Writes straight into the transport's buffer and reads straight from it, with no
 * array between; only short messages pass through one, which is kept, since that makes no garbage. Safe for any number of
 * threads.
 *
 * @param <T> the message
 */
public final class ProtobufMarshaller<T extends MessageLite> implements Marshaller<T> {
    private final T defaultInstance;
    private final Parser<T> parser;
    private final ExtensionRegistryLite extensions;

    @SuppressWarnings("unchecked") // a message's parser gives messages of its own type
    private ProtobufMarshaller(T defaultInstance, ExtensionRegistryLite extensions) {
        this.defaultInstance = defaultInstance;
        this.parser = (Parser<T>) defaultInstance.getParserForType();
        this.extensions = extensions;
    }

    /** The codec of a type, which knows no extensions: those come in as unknown fields. */
    public static <T extends MessageLite> ProtobufMarshaller<T> of(T defaultInstance) {
        return new ProtobufMarshaller<>(defaultInstance, ExtensionRegistryLite.getEmptyRegistry());
    }

    /** This codec with extensions; the registry must not change any more. */
    public ProtobufMarshaller<T> withExtensions(ExtensionRegistryLite extensions) {
        return new ProtobufMarshaller<>(defaultInstance, extensions);
    }

    @Override
    public void write(T message, MessageSink sink) {
        int size = message.getSerializedSize();
        ByteBuffer bytes = sink.allocate(size);
        try {
            if (size <= Coders.MAX_BYTES) {
                Coders coders = Coders.take();
                coders.write(message, bytes);
                coders.giveBack();
            } else {
                CodedOutputStream output = CodedOutputStream.newInstance(bytes);
                message.writeTo(output);
                output.flush();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a buffer of the exact size ran out", impossible);
        }
    }

    /**
     * Reads a message. The bytes fields of one of more than 2 KiB, or of one that was {@linkplain #readOwned in an array of its
     * own}, share one array, which is there as long as any of them: who keeps a small field of a large message for long copies
     * it.
     *
     * @throws UndecodableMessageException if the bytes are not one
     */
    @Override
    public T read(ByteBuffer bytes) {
        try {
            if (bytes.remaining() <= Coders.MAX_BYTES) {
                Coders coders = Coders.take();
                T message = coders.read(bytes, parser, extensions);
                coders.giveBack();
                return message;
            }
        } catch (InvalidProtocolBufferException e) {
            throw new UndecodableMessageException(messageType(), e);
        }
        // Protobuf reads arrays only: it would copy a direct buffer to one, and each bytes field out of that.
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return readOwned(copy);
    }

    /**
     * Reads a message, whose bytes fields stay in the array: it is there as long as any of them.
     *
     * @throws UndecodableMessageException if the bytes are not one
     */
    @Override
    public T readOwned(byte[] bytes) {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
        input.enableAliasing(true);
        try {
            T message = parser.parseFrom(input, extensions);
            input.checkLastTagWas(0);
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw new UndecodableMessageException(messageType(), e);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // getClass of a T is a Class of T: generated messages are final
    public Class<T> messageType() {
        return (Class<T>) defaultInstance.getClass();
    }

    @Override
    public String encoding() {
        return "proto";
    }

    @Override
    public boolean hasImmutableMessages() {
        return true;
    }
}
