package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.StatusDetail;
import io.netty.buffer.ByteBufUtil;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusProtoTest {
    private static final int LIMIT = 8_192;

    private static final StatusDetail DETAIL = StatusDetail.of("t/a", new byte[] {7, 8});
    private static final Status STATUS = StatusCode.NOT_FOUND.withMessage("no").withDetail(DETAIL);

    /** As protoc's own runtime writes it. */
    private static final String BYTES = "0805" + "12026e6f" + "1a09" + "0a03742f61" + "12020708";

    @Test
    void theBytesAreThoseOfProtobuf() {
        assertEquals(BYTES, ByteBufUtil.hexDump(StatusProto.encode(STATUS)));
        assertEquals(List.of(DETAIL), details(BYTES));
    }

    @Test
    void longDetailsComeBack() {
        List<StatusDetail> details = List.of(
                StatusDetail.of("a".repeat(127), new byte[128]), StatusDetail.of("b".repeat(20_000), new byte[70_000]));
        byte[] encoded = StatusProto.encode(STATUS.withDetails(details));
        assertEquals(details, StatusProto.details(encoded, 100_000));
    }

    @Test
    void fieldsThatAreNotKnownAreSkipped() {
        String unknown = "20ffffffffffffffffff01" + "290102030405060708" + "3202aabb" + "3d01020304";
        assertEquals(List.of(DETAIL), details(unknown + BYTES + unknown));
        assertEquals(List.of(DETAIL), details("1a0e" + "0a03742f61" + "12020708" + "3d01020304"));
    }

    @Test
    void aFieldThatComesTwiceHasItsLastValue() {
        assertEquals(List.of(DETAIL), details("1a0c" + "0a0178" + "0a03742f61" + "12020708"));
    }

    @Test
    void anEmptyDetailIsOne() {
        assertEquals(List.of(StatusDetail.of("", new byte[0])), details("1a00"));
    }

    @Test
    void bytesCutInsideAFieldAreRefused() {
        byte[] whole = StatusProto.encode(STATUS);
        int[] ends = {2, 6};
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length == ends[0] || length == ends[1]) {
                assertEquals(List.of(), StatusProto.details(cut, LIMIT));
            } else {
                assertThrows(IllegalArgumentException.class, () -> StatusProto.details(cut, LIMIT));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1affffffff0f", // a length of 2^32 - 1
                "1affffffffffffffffff01", // a length below zero
                "80808080808080808080", // a varint that goes on
                "0b", // a group
                "0f" // no wire type
            })
    void whatProtobufDoesNotAllowIsRefused(String hex) {
        assertThrows(IllegalArgumentException.class, () -> details(hex));
    }

    @Test
    void moreDetailsThanTheLimitHasRoomForAreRefused() {
        assertEquals(
                10,
                StatusProto.details(ByteBufUtil.decodeHexDump("1a00".repeat(10)), 320)
                        .size());
        assertThrows(
                IllegalArgumentException.class,
                () -> StatusProto.details(ByteBufUtil.decodeHexDump("1a00".repeat(11)), 320));
    }

    private static List<StatusDetail> details(String hex) {
        return StatusProto.details(ByteBufUtil.decodeHexDump(hex), LIMIT);
    }
}
