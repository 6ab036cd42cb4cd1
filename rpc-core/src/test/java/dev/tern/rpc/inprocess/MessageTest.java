package dev.tern.rpc.inprocess;

import static dev.tern.rpc.inprocess.TextMarshaller.BYTES;
import static dev.tern.rpc.inprocess.TextMarshaller.OBJECTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.Stream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects handed over, bytes where they must be, and each message read once. */
class MessageTest {
    private final Rig rig = new Rig();
    private final List<InboundMessage> received = new ArrayList<>();
    private final RecordedStream client = new RecordedStream();

    @BeforeEach
    void keepMessagesUnread() {
        rig.unreadByServer = received;
    }

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    private InboundMessage pass(String text, Marshaller<String> marshaller) {
        Stream stream = rig.open(MethodKind.BIDI_STREAMING, new RecordedStream());
        stream.send(text, marshaller, false);
        return received.get(0);
    }

    /** Reads a message as its bytes. */
    private static final class RawMarshaller implements Marshaller<byte[]> {
        @Override
        public void write(byte[] message, MessageSink sink) {
            sink.allocate(message.length).put(message);
        }

        @Override
        public byte[] read(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        }

        @Override
        public Class<byte[]> messageType() {
            return byte[].class;
        }

        @Override
        public String encoding() {
            return "raw";
        }

        @Override
        public boolean hasImmutableMessages() {
            return true;
        }
    }

    @Test
    void an_immutable_message_arrives_as_the_very_object() {
        String text = new String("hello");

        InboundMessage message = pass(text, OBJECTS);

        assertEquals(0, message.size());
        assertSame(text, message.decode(OBJECTS));
    }

    @Test
    void a_message_of_a_marshaller_that_promises_nothing_goes_through_bytes() {
        String text = new String("hello");

        InboundMessage message = pass(text, BYTES);

        assertEquals(5, message.size());
        String decoded = message.decode(OBJECTS);
        assertEquals(text, decoded);
        assertNotSame(text, decoded);
    }

    @Test
    void both_sides_count_what_went_as_bytes_and_no_object() {
        Stream stream = rig.open(MethodKind.BIDI_STREAMING, new RecordedStream());

        stream.send("hello", BYTES, false);
        rig.lastServed().stream().request(1);
        stream.send("hello", OBJECTS, false);

        assertEquals(2, received.size());
        assertEquals(5, stream.sentBytes());
        assertEquals(5, rig.lastServed().stream().receivedBytes());
        received.forEach(InboundMessage::discard);
    }

    @Test
    void an_object_is_encoded_for_a_receiver_that_promises_nothing() {
        String text = new String("hello");

        String decoded = pass(text, OBJECTS).decode(BYTES);

        assertEquals(text, decoded);
        assertNotSame(text, decoded);
    }

    @Test
    void an_object_is_encoded_for_a_receiver_of_another_type() {
        byte[] decoded = pass("hello", OBJECTS).decode(new RawMarshaller());

        assertEquals("hello", new String(decoded, StandardCharsets.UTF_8));
    }

    @Test
    void a_message_that_goes_as_bytes_is_encoded_before_send_returns() {
        AtomicInteger writes = new AtomicInteger();
        Stream stream = rig.open(MethodKind.BIDI_STREAMING, client);

        Marshaller<String> counting = writing((message, sink) -> {
            writes.incrementAndGet();
            BYTES.write(message, sink);
        });

        stream.send("hello", counting, false);

        assertEquals(1, writes.get());
        received.get(0).discard();
    }

    @Test
    void an_empty_message_is_a_message() {
        InboundMessage message = pass("", BYTES);

        assertEquals(0, message.size());
        assertEquals("", message.decode(BYTES));
    }

    @Test
    void a_second_decode_is_refused() {
        InboundMessage message = pass("hello", BYTES);
        message.decode(BYTES);

        assertThrows(IllegalStateException.class, () -> message.decode(BYTES));
    }

    @Test
    void a_decode_after_a_discard_is_refused() {
        InboundMessage message = pass("hello", OBJECTS);
        message.discard();

        assertThrows(IllegalStateException.class, () -> message.decode(OBJECTS));
    }

    @Test
    void a_second_discard_does_nothing() {
        InboundMessage message = pass("hello", BYTES);

        message.discard();
        message.discard();

        assertEquals(0, rig.transport.heldMessages());
    }

    @Test
    void a_message_is_freed_also_if_decoding_fails() {
        InboundMessage message = pass("hello", BYTES);

        Marshaller<String> broken = new TextVariant(BYTES::write, bytes -> {
            throw new IllegalStateException("planted");
        });

        assertThrows(IllegalStateException.class, () -> message.decode(broken));

        assertEquals(0, rig.transport.heldMessages());
    }

    @Test
    void a_message_is_held_until_it_is_read() {
        InboundMessage message = pass("hello", BYTES);
        assertEquals(1, rig.transport.heldMessages());

        message.decode(BYTES);

        assertEquals(0, rig.transport.heldMessages());
    }

    @Test
    void only_one_of_several_threads_that_decode_gets_the_message() throws Exception {
        for (int round = 0; round < 500; round++) {
            received.clear();
            InboundMessage message = pass("hello", BYTES);
            AtomicInteger got = new AtomicInteger();
            Runnable decode = () -> {
                try {
                    message.decode(BYTES);
                    got.incrementAndGet();
                } catch (IllegalStateException second) {
                    // The other one has it.
                }
            };

            CancelTest.atOnce(decode, decode);

            assertEquals(1, got.get());
        }
    }

    @Test
    void a_marshaller_that_throws_leaves_the_stream_as_it_was() {
        Stream stream = rig.open(MethodKind.UNARY, client);

        Marshaller<String> broken = writing((message, sink) -> {
            throw new IllegalStateException("planted");
        });

        assertThrows(IllegalStateException.class, () -> stream.send("hello", broken, true));

        assertEquals(List.of(), rig.served);
        stream.send("hello", BYTES, true);
        assertEquals("hello", received.get(0).decode(BYTES));
    }

    @Test
    void a_marshaller_that_asks_for_no_buffer_is_refused() {
        Stream stream = rig.open(MethodKind.UNARY, client);

        assertThrows(IllegalStateException.class, () -> stream.send("hello", writing((message, sink) -> {}), true));
    }

    @Test
    void a_marshaller_that_asks_for_two_buffers_is_refused() {
        Stream stream = rig.open(MethodKind.UNARY, client);

        assertThrows(
                IllegalStateException.class,
                () -> stream.send(
                        "hello",
                        writing((message, sink) -> {
                            sink.allocate(1);
                            sink.allocate(1);
                        }),
                        true));
    }

    @Test
    void a_marshaller_that_leaves_its_buffer_unfilled_is_refused() {
        Stream stream = rig.open(MethodKind.UNARY, client);

        assertThrows(
                IllegalStateException.class,
                () -> stream.send(
                        "hello", writing((message, sink) -> sink.allocate(6).position(5)), true));
    }

    /** A marshaller of strings that writes in a way of its own. */
    private static Marshaller<String> writing(BiConsumer<String, MessageSink> write) {
        return new TextVariant(write, BYTES::read);
    }

    private record TextVariant(BiConsumer<String, MessageSink> write, Function<ByteBuffer, String> read)
            implements Marshaller<String> {
        @Override
        public void write(String message, MessageSink sink) {
            write.accept(message, sink);
        }

        @Override
        public String read(ByteBuffer bytes) {
            return read.apply(bytes);
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
}
