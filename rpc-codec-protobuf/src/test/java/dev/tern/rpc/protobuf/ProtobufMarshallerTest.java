package dev.tern.rpc.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.tern.rpc.Marshaller;
import dev.tern.rpc.protobuf.sample.Sample;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ProtobufMarshallerTest {
    private final Marshaller<Sample> marshaller = ProtobufMarshaller.of(Sample.getDefaultInstance());

    @Test
    void aMessageSurvivesAHeapBuffer() {
        assertEquals(sample(), marshaller.read(written(sample(), ByteBuffer::allocate)));
    }

    @Test
    void aMessageSurvivesADirectBuffer() {
        assertEquals(sample(), marshaller.read(written(sample(), ByteBuffer::allocateDirect)));
    }

    @Test
    void anEmptyMessageIsNoBytes() {
        ByteBuffer none = written(Sample.getDefaultInstance(), ByteBuffer::allocate);
        assertEquals(0, none.remaining());
        assertEquals(Sample.getDefaultInstance(), marshaller.read(none));
    }

    @Test
    void theSinkIsAskedOnceForTheExactSizeAndFilled() {
        List<Integer> sizes = new ArrayList<>();
        ByteBuffer[] given = new ByteBuffer[1];
        marshaller.write(sample(), size -> {
            sizes.add(size);
            given[0] = ByteBuffer.allocateDirect(size);
            return given[0];
        });
        assertEquals(List.of(sample().getSerializedSize()), sizes);
        assertFalse(given[0].hasRemaining());
    }

    @Test
    void aMessageDoesNotReferToTheBufferItCameFrom() {
        Sample large = Sample.newBuilder()
                .setBlob(ByteString.copyFrom(new byte[100_000]))
                .setText("x".repeat(3_000))
                .build();
        for (Sample message : List.of(sample(), large)) {
            for (IntFunction<ByteBuffer> memory :
                    List.<IntFunction<ByteBuffer>>of(ByteBuffer::allocate, ByteBuffer::allocateDirect)) {
                ByteBuffer bytes = written(message, memory);
                Sample read = marshaller.read(bytes.duplicate());
                for (int i = 0; i < bytes.limit(); i++) {
                    bytes.put(i, (byte) 0xff);
                }
                assertEquals(message, read);
            }
        }
    }

    @Test
    void bytesOfAnArrayThatIsGivenAwayStayInIt() {
        byte[] blob = new byte[100_000];
        byte[] bytes = Sample.newBuilder()
                .setBlob(ByteString.copyFrom(blob))
                .setText("text")
                .build()
                .toByteArray();
        Sample read = marshaller.readOwned(bytes);
        assertEquals("text", read.getText());
        assertEquals(ByteString.copyFrom(blob), read.getBlob());
        Arrays.fill(bytes, (byte) 1);
        Arrays.fill(blob, (byte) 1);
        assertEquals(ByteString.copyFrom(blob), read.getBlob(), "no copy was made");
    }

    @Test
    void anArrayThatIsNotAMessageIsRefusedWithTheTypesName() {
        byte[] bytes = sample().toByteArray();
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        UndecodableMessageException refused =
                assertThrows(UndecodableMessageException.class, () -> marshaller.readOwned(cut));
        assertTrue(refused.getMessage().startsWith("not a valid Sample"), refused.getMessage());
    }

    @Test
    void truncatedBytesAreRefusedWithTheTypesName() {
        ByteBuffer bytes = written(sample(), ByteBuffer::allocate);
        bytes.limit(bytes.limit() - 1);
        UndecodableMessageException e = assertThrows(UndecodableMessageException.class, () -> marshaller.read(bytes));
        assertTrue(e.getMessage().startsWith("not a valid Sample"), e.getMessage());
    }

    @Test
    void randomBytesGiveAMessageOrAnUndecodableMessageAndNothingElse() {
        SplittableRandom random = new SplittableRandom(20261123);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            try {
                assertTrue(marshaller.read(ByteBuffer.wrap(noise)).getSerializedSize() >= 0);
            } catch (UndecodableMessageException expected) {
                refused++;
            }
        }
        assertTrue(refused > 1_000, "noise is mostly refused, but only " + refused + " were");
    }

    @Test
    void messagesOfAllSizesAboutTheLongestShortOneComeBack() {
        for (int size = Coders.MAX_BYTES - 20; size < Coders.MAX_BYTES + 20; size++) {
            Sample text = Sample.newBuilder().setText("x".repeat(size)).build();
            assertEquals(text, marshaller.read(written(text, ByteBuffer::allocateDirect)));
            Sample blob = Sample.newBuilder()
                    .setBlob(ByteString.copyFrom(new byte[size]))
                    .addChildren(Sample.newBuilder().setNumber(size))
                    .build();
            assertEquals(blob, marshaller.read(written(blob, ByteBuffer::allocateDirect)));
        }
    }

    @Test
    void aMessageAfterOneThatCouldNotBeReadIsRead() {
        ByteBuffer cut = written(sample(), ByteBuffer::allocate);
        for (int length = 1; length < cut.capacity(); length++) {
            ByteBuffer part = cut.duplicate().limit(length);
            try {
                marshaller.read(part);
            } catch (UndecodableMessageException expected) {
                // Some parts are messages of their own.
            }
            assertEquals(sample(), marshaller.read(written(sample(), ByteBuffer::allocate)));
        }
    }

    @Test
    void aMessageAfterOneThatCouldNotBeWrittenIsWritten() {
        assertThrows(RuntimeException.class, () -> marshaller.write(sample(), size -> ByteBuffer.allocate(size - 1)));
        assertEquals(sample(), marshaller.read(written(sample(), ByteBuffer::allocate)));
    }

    @Test
    void manyThreadsDoNotSeeEachOthersMessages() throws InterruptedException {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Sample own = Sample.newBuilder().setNumber(i).setText("thread " + i).build();
            Thread thread = new Thread(() -> {
                for (int round = 0; round < 2_000; round++) {
                    assertEquals(own, marshaller.read(written(own, ByteBuffer::allocate)));
                }
            });
            thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void anEndGroupTagOutOfPlaceIsRefused() {
        assertThrows(UndecodableMessageException.class, () -> marshaller.read(ByteBuffer.wrap(new byte[] {0x0c})));
    }

    @Test
    void saysWhatItIs() {
        assertSame(Sample.class, marshaller.messageType());
        assertEquals("proto", marshaller.encoding());
        assertTrue(marshaller.hasImmutableMessages());
    }

    private ByteBuffer written(Sample message, IntFunction<ByteBuffer> allocator) {
        ByteBuffer[] given = new ByteBuffer[1];
        marshaller.write(message, size -> {
            given[0] = allocator.apply(size);
            return given[0].slice();
        });
        return given[0];
    }

    private static Sample sample() {
        return Sample.newBuilder()
                .setNumber(-7)
                .setText("größer")
                .setBlob(ByteString.copyFrom(new byte[300]))
                .addChildren(Sample.newBuilder().setText("child"))
                .build();
    }
}
