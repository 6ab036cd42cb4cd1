package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyFrameTest {
    private static final Metadata HEADERS = Metadata.of(Metadata.Key.text("h"), "1");
    private static final Metadata TRAILERS = Metadata.of(Metadata.Key.text("t"), "2");
    private static final Status FAILED = StatusCode.ABORTED.withMessage("no");

    @Test
    void allPartsAreReadInTheOrderOfTheSpec() {
        ByteBuf body = Unpooled.buffer();
        int flags = ReplyFrame.flags(HEADERS, true, FAILED, TRAILERS);
        ReplyFrame.writeHead(body, flags, HEADERS, FAILED, TRAILERS);

        assertEquals(
                ReplyFrame.HEADERS | ReplyFrame.END | ReplyFrame.STATUS | ReplyFrame.TRAILERS,
                ReplyFrame.readFlags(body));
        assertEquals(HEADERS, new RepeatedMetadata().read(body, 100));
        assertEquals(FAILED, StatusBlock.read(body, 100));
        assertEquals(TRAILERS, new RepeatedMetadata().read(body, 100));
        assertEquals(0, body.readableBytes());
    }

    @Test
    void successWithNothingElseIsTheEndAlone() {
        assertEquals(ReplyFrame.END, ReplyFrame.flags(null, true, Status.OK, Metadata.EMPTY));
    }

    @Test
    void okWithAMessageForPeopleKeepsIt() {
        Status ok = Status.OK.withMessage("fine");
        assertEquals(ReplyFrame.END | ReplyFrame.STATUS, ReplyFrame.flags(null, true, ok, Metadata.EMPTY));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x04, 0x07, 0x10, 0x20, 0x13, 0x40, 0x81})
    void flagsWithoutMeaningAreMalformed(int flags) {
        assertThrows(
                WireException.class,
                () -> ReplyFrame.readFlags(Unpooled.buffer().writeByte(flags)));
    }
}
