package dev.tern.rpc.interceptor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallReport;
import dev.tern.rpc.call.CallSide;
import dev.tern.rpc.call.CallTimes;
import dev.tern.rpc.call.CallTraffic;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The format of the access log, which programs read. */
final class AccessLogTest {
    private static final Instant START = Instant.parse("2026-05-04T10:00:00.123Z");

    @Test
    void callThatWentWellIsALineOfNamesAndValues() {
        CallReport report = new CallReport(
                CallSide.SERVER,
                outcome(Status.OK, "helloworld.Greeter/SayHello", "/127.0.0.1:40312"),
                new CallTimes(START, 31_000, 52_999, 1_190_000, 1_204_000),
                new CallTraffic(1, 24, 2, 5));
        assertEquals(
                "server helloworld.Greeter/SayHello peer=/127.0.0.1:40312 status=OK start=2026-05-04T10:00:00.123Z"
                        + " took=1.204ms queued=0.031ms taken=0.052ms first=1.190ms sent=1/24B received=2/5B",
                AccessLog.line(report));
    }

    @Test
    void callThatFailedHasWhoDecidedHowFarItHadComeAndTheMessage() {
        CallReport report = new CallReport(
                CallSide.CLIENT,
                outcome(StatusCode.UNAVAILABLE.withMessage("no \"db\""), "a/B", ""),
                new CallTimes(START, 0, CallTimes.NEVER, CallTimes.NEVER, 12_000_000),
                CallTraffic.NONE);
        assertEquals(
                "client a/B peer=- status=UNAVAILABLE start=2026-05-04T10:00:00.123Z took=12.000ms queued=0.000ms"
                        + " taken=- first=- sent=0/0B received=0/0B by=\"this side\" phase=\"while connecting\""
                        + " message=\"no \\\"db\\\"\"",
                AccessLog.line(report));
    }

    @Test
    void noPeerMakesUpLinesOrFields() {
        String line = AccessLog.line(new CallReport(
                CallSide.SERVER,
                outcome(StatusCode.UNIMPLEMENTED.withMessage("no\nserver x"), "a/B status=OK\n", "p"),
                new CallTimes(START, 0, 0, 0, 0),
                CallTraffic.NONE));
        assertEquals(1, line.lines().count());
        assertEquals("server a/B?status=OK? peer=p status=UNIMPLEMENTED", line.substring(0, line.indexOf(" start=")));
    }

    private static Outcome outcome(Status status, String method, String peer) {
        return new Outcome(status, Metadata.EMPTY, Origin.THIS_SIDE, method, peer, CallPhase.CONNECTING, Duration.ZERO);
    }
}
