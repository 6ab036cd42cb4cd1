package dev.tern.rpc.netty.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageAssemblyTest {
    private static final int LENGTH = 1_000;

    private static byte[] numbers() {
        byte[] numbers = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            numbers[i] = (byte) i;
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 300, 600, 999, 1_000})
    void whatComesIsTheMessageHoweverMuchRoomThereWas(int capacity) {
        MessageAssembly message = new MessageAssembly(LENGTH, capacity);
        ByteBuf in = Unpooled.wrappedBuffer(numbers());
        for (int count : new int[] {1, 0, 400, 400, 199}) {
            assertFalse(message.isWhole());
            message.add(in, count);
        }
        assertEquals(LENGTH, message.filled());
        assertTrue(message.isWhole());
        assertArrayEquals(numbers(), message.whole());
    }

    @Test
    void roomForAllKeepsWhatHasCome() {
        MessageAssembly message = new MessageAssembly(LENGTH, 10);
        ByteBuf in = Unpooled.wrappedBuffer(numbers());
        message.add(in, 7);
        message.makeRoomForAll();
        message.add(in, LENGTH - 7);
        assertArrayEquals(numbers(), message.whole());
    }

    @Test
    void bytesOfTheNextMessageAreLeft() {
        MessageAssembly message = new MessageAssembly(10, 10);
        ByteBuf in = Unpooled.wrappedBuffer(numbers());
        message.add(in, 10);
        assertTrue(message.isWhole());
        assertEquals(10, in.readerIndex());
    }
}
