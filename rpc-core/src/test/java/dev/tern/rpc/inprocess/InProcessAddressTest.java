package dev.tern.rpc.inprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class InProcessAddressTest {
    @Test
    void addresses_of_one_name_are_equal() {
        assertEquals(InProcessAddress.of("a"), InProcessAddress.of("a"));
        assertEquals(
                InProcessAddress.of("a").hashCode(), InProcessAddress.of("a").hashCode());
        assertNotEquals(InProcessAddress.of("a"), InProcessAddress.of("b"));
    }

    @Test
    void an_address_says_that_it_is_in_process() {
        assertEquals("inprocess:a", InProcessAddress.of("a").toString());
    }

    @Test
    void an_empty_name_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> InProcessAddress.of(""));
    }
}
