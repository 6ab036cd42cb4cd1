package dev.tern.rpc.netty.framed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.netty.framed.wire.WireException;
import org.junit.jupiter.api.Test;

class MethodTablesTest {
    @Test
    void numbersAreGivenInOrderUntilTheServersTableIsFull() {
        MethodNumbers numbers = new MethodNumbers(2);
        assertNumber(numbers, "a", 1, true);
        numbers.written("a");
        assertNumber(numbers, "a", 1, false);
        assertNumber(numbers, "b", 2, true);
        numbers.written("b");
        assertNumber(numbers, "c", 0, true); // full: the third name is sent each time
        numbers.written("c");
        assertNumber(numbers, "c", 0, true);
        assertNumber(numbers, "b", 2, false);
    }

    @Test
    void numberThatWasChosenAndNotWrittenIsTheNextOnesToo() {
        MethodNumbers numbers = new MethodNumbers(2);
        assertNumber(numbers, "a", 1, true);
        assertNumber(numbers, "b", 1, true);
        numbers.written("b");
        assertNumber(numbers, "a", 2, true);
    }

    private static void assertNumber(MethodNumbers numbers, String method, int number, boolean isNew) {
        numbers.choose(method);
        assertEquals(number, numbers.chosen());
        assertEquals(isNew, numbers.isChosenNew());
    }

    @Test
    void namesAreKnownByTheirNumbers() {
        MethodNames names = new MethodNames(2);
        names.announce(1, "a");
        names.announce(0, "unnumbered");
        names.announce(2, "b");
        assertEquals("a", names.nameOf(1));
        assertEquals("b", names.nameOf(2));
        assertThrows(WireException.class, () -> names.nameOf(0));
        assertThrows(WireException.class, () -> names.nameOf(3));
        assertThrows(WireException.class, () -> names.announce(3, "c"));
        assertThrows(WireException.class, () -> names.announce(1, "c"));
    }
}
