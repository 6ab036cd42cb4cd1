package dev.tern.rpc.netty.framed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.netty.framed.wire.WireException;
import org.junit.jupiter.api.Test;

class MethodTablesTest {
    @Test
    void numbersAreGivenInOrderUntilTheServersTableIsFull() {
        MethodNumbers numbers = new MethodNumbers(2);
        assertEquals(0, numbers.numberOf("a"));
        assertEquals(1, numbers.next());
        numbers.announced(1, "a");
        assertEquals(1, numbers.numberOf("a"));
        assertEquals(2, numbers.next());
        numbers.announced(2, "b");
        assertEquals(0, numbers.next(), "full: the third name is sent each time");
        numbers.announced(0, "c");
        assertEquals(0, numbers.numberOf("c"));
        assertEquals(2, numbers.numberOf("b"));
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
