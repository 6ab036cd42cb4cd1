package dev.tern.rpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What metadata holds; {@link MetadataKeyTest} has what may go in. */
class MetadataTest {
    private static final Metadata.Key<String> LANG = Metadata.Key.text("lang");
    private static final Metadata.Key<String> USER = Metadata.Key.text("user");
    private static final Metadata.Key<byte[]> TRACE = Metadata.Key.binary("trace-bin");

    private static final Metadata MIXED = Metadata.builder()
            .add(LANG, "nl")
            .add(TRACE, new byte[] {1, 2, 3})
            .add(LANG, "fr")
            .build();

    @Test
    void entries_keep_their_order() {
        assertEquals(3, MIXED.size());
        assertEquals(List.of("lang", "trace-bin", "lang"), List.of(MIXED.name(0), MIXED.name(1), MIXED.name(2)));
        assertEquals("nl", MIXED.text(0));
        assertEquals("fr", MIXED.text(2));
    }

    @Test
    void the_first_value_of_a_key_is_found() {
        assertEquals(Optional.of("nl"), MIXED.first(LANG));
    }

    @Test
    void a_key_that_is_not_there_has_no_value() {
        assertEquals(Optional.empty(), MIXED.first(USER));
        assertEquals(List.of(), MIXED.all(USER));
        assertFalse(MIXED.contains(USER));
    }

    @Test
    void all_values_of_a_key_are_found_in_order() {
        assertEquals(List.of("nl", "fr"), MIXED.all(LANG));
        assertTrue(MIXED.contains(LANG));
    }

    @Test
    void one_entry_makes_metadata() {
        assertEquals(Metadata.builder().add(LANG, "nl").build(), Metadata.of(LANG, "nl"));
    }

    @Test
    void with_adds_at_the_end_of_a_copy() {
        Metadata more = MIXED.with(USER, "ann");

        assertEquals(4, more.size());
        assertEquals("user", more.name(3));
        assertEquals(3, MIXED.size());
    }

    @Test
    void and_puts_the_others_entries_after_these() {
        Metadata both = Metadata.of(USER, "ann").and(MIXED);

        assertEquals(List.of("user", "lang"), List.of(both.name(0), both.name(1)));
        assertEquals(4, both.size());
    }

    @Test
    void and_nothing_is_the_same_object() {
        assertSame(MIXED, MIXED.and(Metadata.EMPTY));
        assertSame(MIXED, Metadata.EMPTY.and(MIXED));
    }

    @Test
    void without_removes_every_entry_of_a_key() {
        Metadata rest = MIXED.without(LANG);

        assertEquals(1, rest.size());
        assertEquals("trace-bin", rest.name(0));
    }

    @Test
    void without_the_last_entry_it_is_empty() {
        assertSame(Metadata.EMPTY, Metadata.of(LANG, "nl").without(LANG));
        assertTrue(Metadata.EMPTY.isEmpty());
    }

    @Test
    void bytes_do_not_change_with_the_array_they_came_from() {
        byte[] value = {1};
        Metadata metadata = Metadata.of(TRACE, value);

        value[0] = 2;

        assertArrayEquals(new byte[] {1}, metadata.first(TRACE).orElseThrow());
    }

    @Test
    void bytes_given_out_are_copies() {
        MIXED.first(TRACE).orElseThrow()[0] = 9;
        MIXED.bytes(1)[0] = 9;

        assertArrayEquals(new byte[] {1, 2, 3}, MIXED.bytes(1));
    }

    @Test
    void an_entry_knows_whether_it_is_binary_and_how_long() {
        assertTrue(MIXED.isBinary(1));
        assertFalse(MIXED.isBinary(0));
        assertEquals(3, MIXED.valueLength(1));
        assertEquals(2, MIXED.valueLength(0));
    }

    @Test
    void its_measure_is_names_and_values_and_32_an_entry() {
        assertEquals(0, Metadata.EMPTY.measuredBytes());
        assertEquals((4 + 2 + 32) + (9 + 3 + 32) + (4 + 2 + 32), MIXED.measuredBytes());
    }

    @Test
    void entries_in_order_make_metadata_equal() {
        Metadata same =
                Metadata.of(LANG, "nl").with(TRACE, new byte[] {1, 2, 3}).with(LANG, "fr");

        assertEquals(MIXED, same);
        assertEquals(MIXED.hashCode(), same.hashCode());
        assertNotEquals(
                MIXED, Metadata.of(LANG, "fr").with(TRACE, new byte[] {1, 2, 3}).with(LANG, "nl"));
    }

    @Test
    void in_words_it_shows_text_and_hides_bytes_and_credentials() {
        Metadata metadata = MIXED.with(Metadata.Key.text("authorization"), "Bearer swordfish");

        assertEquals("{lang=nl, trace-bin=(3 bytes), lang=fr, authorization=(hidden)}", metadata.toString());
    }

    @Test
    void a_builder_takes_entries_of_other_metadata() {
        Metadata other = Metadata.of(Metadata.Key.text("a"), "1").with(Metadata.Key.binary("b-bin"), new byte[] {7});
        Metadata taken = Metadata.builder().add(other, 1).add(other, 0).build();
        assertEquals("b-bin", taken.name(0));
        assertArrayEquals(new byte[] {7}, taken.bytes(0));
        assertEquals("1", taken.text(1));
        assertThrows(IndexOutOfBoundsException.class, () -> Metadata.builder().add(other, 2));
    }

    @Test
    void a_builder_may_go_on_after_it_has_built() {
        Metadata.Builder builder = Metadata.builder().add(LANG, "nl");
        Metadata first = builder.build();

        builder.add(USER, "ann");

        assertEquals(1, first.size());
        assertEquals(2, builder.build().size());
    }
}
