package dev.tern.rpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names and values metadata takes: those of gRPC's "Custom-Metadata". */
class MetadataKeyTest {
    private static final Metadata.Key<String> LANG = Metadata.Key.text("lang");

    @Test
    void a_name_is_lowered() {
        assertEquals("x-lang", Metadata.Key.text("X-Lang").name());
        assertEquals(
                Optional.of("nl"), Metadata.of(Metadata.Key.text("LANG"), "nl").first(LANG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-b", "a_b", "a.b", "0"})
    void a_name_of_letters_digits_and_the_three_signs_is_taken(String name) {
        assertEquals(name, Metadata.Key.text(name).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", ":path", "a/b", "caf\u00e9", "a\n", "a=b"})
    void any_other_name_is_refused(String name) {
        assertThrows(IllegalArgumentException.class, () -> Metadata.Key.text(name));
        assertThrows(IllegalArgumentException.class, () -> Metadata.Key.binary(name + "-bin\u0000"));
    }

    @Test
    void a_refused_name_is_named_with_the_place_where_it_is_wrong() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Metadata.Key.text("ab c"));

        assertEquals(
                "metadata name 'ab c' must be of a-z, 0-9, '_', '-' and '.', not empty; wrong at index 2",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc-status", "GRPC-Timeout", "grpc-"})
    void names_of_the_protocol_are_refused(String name) {
        assertThrows(IllegalArgumentException.class, () -> Metadata.Key.text(name));
        assertThrows(IllegalArgumentException.class, () -> Metadata.Key.binary(name + "-bin"));
    }

    @Test
    void text_under_a_name_of_bytes_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Metadata.Key.text("trace-bin"));
        assertThrows(IllegalArgumentException.class, () -> Metadata.builder().addText("trace-bin", "x"));
    }

    @Test
    void bytes_under_a_name_of_text_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> Metadata.Key.binary("trace"));
        assertThrows(IllegalArgumentException.class, () -> Metadata.Key.utf8("trace"));
        assertThrows(IllegalArgumentException.class, () -> Metadata.builder().addBytes("trace", new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "~", "a b", "!\"#"})
    void printable_ascii_is_taken_as_a_value(String value) {
        assertEquals(Optional.of(value), Metadata.of(LANG, value).first(LANG));
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", " ", "a\n", "a\u0000", "a\u007f", "\u00e9"})
    void any_other_value_is_refused(String value) {
        assertThrows(IllegalArgumentException.class, () -> Metadata.of(LANG, value));
        assertThrows(IllegalArgumentException.class, () -> Metadata.builder().addText("lang", value));
    }

    @Test
    void values_of_another_type_go_through_their_text_form() {
        Metadata.Key<Integer> attempts = Metadata.Key.text("attempts", String::valueOf, Integer::valueOf);
        Metadata metadata = Metadata.of(attempts, 3);

        assertEquals("3", metadata.text(0));
        assertEquals(Optional.of(3), metadata.first(attempts));
    }

    @Test
    void what_a_parser_throws_reaches_whoever_asks() {
        Metadata.Key<Integer> attempts = Metadata.Key.text("attempts", String::valueOf, Integer::valueOf);
        Metadata metadata = Metadata.builder().addText("attempts", "three").build();

        assertThrows(NumberFormatException.class, () -> metadata.first(attempts));
    }

    @Test
    void text_outside_ascii_goes_as_utf8() {
        Metadata.Key<String> city = Metadata.Key.utf8("city-bin");
        Metadata metadata = Metadata.of(city, "K\u00f8benhavn");

        assertEquals(10, metadata.valueLength(0));
        assertEquals(List.of("K\u00f8benhavn"), metadata.all(city));
    }

    @Test
    void entries_from_a_wire_read_as_those_of_a_program() {
        Metadata received = Metadata.builder()
                .addText("lang", "nl")
                .addBytes("trace-bin", new byte[] {1})
                .build();

        assertEquals(Optional.of("nl"), received.first(LANG));
        assertArrayEquals(
                new byte[] {1}, received.first(Metadata.Key.binary("trace-bin")).orElseThrow());
    }

    @Test
    void a_name_in_upper_case_from_a_wire_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Metadata.builder().addText("Lang", "nl"));
    }

    @Test
    void a_key_reads_as_its_name() {
        assertEquals("lang", LANG.toString());
    }
}
