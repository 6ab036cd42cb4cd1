package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FrameLogTest {
    @Test
    void aFrameSentPointsAwayAndOneThatCamePointsHere() {
        long header = FrameHeader.of(FrameType.REQUEST, 5, 45);
        assertEquals(">> /127.0.0.1:50051 #5 REQUEST 45", FrameLog.sent("/127.0.0.1:50051", header));
        assertEquals("<< /127.0.0.1:50051 #5 REQUEST 45", FrameLog.received("/127.0.0.1:50051", header));
    }

    @Test
    void anUnknownTypeIsShownByItsNumberAndStreamIdsAreUnsigned() {
        long header = FrameHeader.of(FrameType.HELLO, 0xFFFFFFFF, 0) | 0x30L << 32;
        assertEquals("<< peer #4294967295 type 49 0", FrameLog.received("peer", header));
    }
}
