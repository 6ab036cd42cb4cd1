package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class ControlFramesTest {
    private static final Status CANCELLED = StatusCode.CANCELLED.withMessage("enough");
    private final ByteBuf frame = Unpooled.buffer();

    @Test
    void resetIsReadAsWritten() {
        ResetFrame.write(frame, 9, ResetFrame.NEVER_SEEN, CANCELLED);
        assertEquals(FrameHeader.of(FrameType.RESET, 9, frame.readableBytes() - FrameHeader.BYTES), frame.readLong());
        assertEquals(ResetFrame.NEVER_SEEN, ResetFrame.readFlags(frame));
        assertEquals(CANCELLED, StatusBlock.read(frame, 100));
    }

    @Test
    void resetWithAnUnlistedFlagIsMalformed() {
        assertThrows(WireException.class, () -> ResetFrame.readFlags(frame.writeByte(2)));
    }

    @Test
    void creditIsReadAsWritten() {
        CreditFrame.write(frame, 3, 65_536);
        assertEquals(FrameHeader.of(FrameType.CREDIT, 3, 3), frame.readLong());
        assertEquals(65_536, CreditFrame.read(frame));
    }

    @Test
    void creditOfNothingIsMalformed() {
        assertThrows(WireException.class, () -> CreditFrame.read(frame.writeByte(0)));
    }

    @Test
    void pingAndPongAreReadAsWritten() {
        PingFrame.write(frame, FrameType.PONG, -7);
        assertEquals(FrameHeader.of(FrameType.PONG, 0, PingFrame.LENGTH), frame.readLong());
        assertEquals(-7, PingFrame.read(frame));
    }

    @Test
    void aPingNotOf8BytesIsMalformed() {
        assertThrows(WireException.class, () -> PingFrame.read(Unpooled.buffer().writeZero(7)));
        assertThrows(WireException.class, () -> PingFrame.read(Unpooled.buffer().writeZero(9)));
    }

    @Test
    void goAwayIsReadAsWritten() {
        GoAwayFrame.write(frame, 0xFFFFFFFE, CANCELLED);
        assertEquals(FrameHeader.of(FrameType.GOAWAY, 0, frame.readableBytes() - FrameHeader.BYTES), frame.readLong());
        assertEquals(0xFFFFFFFE, GoAwayFrame.readLastAccepted(frame));
        assertEquals(CANCELLED, StatusBlock.read(frame, 100));
    }

    @Test
    void aGoAwayThatIsCutIsMalformed() {
        assertThrows(
                WireException.class,
                () -> GoAwayFrame.readLastAccepted(Unpooled.buffer().writeZero(3)));
    }
}
