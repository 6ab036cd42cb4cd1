package dev.tern.rpc.interceptor;

import dev.tern.rpc.Outcome;
import dev.tern.rpc.call.CallReport;
import dev.tern.rpc.call.CallTimes;
import dev.tern.rpc.call.CallTraffic;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line for each call, at INFO, to whatever slf4j is bound to: {@code server.onCallEnd(AccessLog.create())}, {@code
 * channel.intercept(OnClose.tell(AccessLog.create()))}.
 *
 * <pre>
 * server helloworld.Greeter/SayHello peer=/127.0.0.1:40312 status=OK start=2026-05-04T10:00:00.123Z took=1.204ms
 *   queued=0.031ms taken=0.052ms first=1.190ms sent=1/24B received=1/5B
 * </pre>
 *
 * (on one line), then, if the call failed, {@code by="this side" phase="waiting for the reply" message="..."}. Times are
 * those of {@link CallTimes}, {@code -} for what never was; {@code peer=-} if there was none. Quotes and backslashes in
 * quoted values have a backslash before them; control characters are {@code ?}, so that no peer can make up lines.
 */
public final class AccessLog implements Consumer<CallReport> {
    /** The logger that lines go to unless another is given. */
    public static final String LOGGER = "dev.tern.rpc.access";

    /** A message of more characters is cut: it may come from the peer. */
    static final int MAX_MESSAGE_CHARS = 500;

    private static final long NANOS_PER_MICRO = 1_000;

    private final Logger logger;

    private AccessLog(Logger logger) {
        this.logger = Objects.requireNonNull(logger, "logger");
    }

    /** A log to the logger named {@link #LOGGER}. */
    public static AccessLog create() {
        return to(LoggerFactory.getLogger(LOGGER));
    }

    /** A log to this logger. */
    public static AccessLog to(Logger logger) {
        return new AccessLog(logger);
    }

    @Override
    public void accept(CallReport report) {
        if (logger.isInfoEnabled()) {
            logger.info(line(report));
        }
    }

    /** The line of a call. */
    public static String line(CallReport report) {
        Outcome outcome = report.outcome();
        CallTimes times = report.times();
        CallTraffic traffic = report.traffic();
        StringBuilder line = new StringBuilder(200);
        line.append(report.side()).append(' ').append(plain(outcome.method()));
        line.append(" peer=").append(outcome.peer().isEmpty() ? "-" : plain(outcome.peer()));
        line.append(" status=").append(outcome.status().code());
        line.append(" start=").append(times.startedAt());
        addMillis(line.append(" took="), times.doneNanos());
        addMillis(line.append(" queued="), times.queuedNanos());
        addMillis(line.append(" taken="), times.takenNanos());
        addMillis(line.append(" first="), times.firstByteNanos());
        line.append(" sent=").append(traffic.sentMessages()).append('/').append(traffic.sentBytes());
        line.append("B received=")
                .append(traffic.receivedMessages())
                .append('/')
                .append(traffic.receivedBytes());
        line.append('B');
        if (!outcome.isOk()) {
            line.append(" by=\"").append(outcome.origin());
            line.append("\" phase=\"").append(outcome.phase()).append("\" message=\"");
            addQuoted(line, outcome.status().message());
            line.append('"');
        }
        return line.toString();
    }

    /** Milliseconds with three decimals, which no locale writes otherwise. */
    private static void addMillis(StringBuilder line, long nanos) {
        if (nanos == CallTimes.NEVER) {
            line.append('-');
            return;
        }
        long micros = nanos / NANOS_PER_MICRO;
        line.append(micros / 1000).append('.');
        long decimals = micros % 1000;
        line.append(decimals < 100 ? "0" : "")
                .append(decimals < 10 ? "0" : "")
                .append(decimals)
                .append("ms");
    }

    /** A value that stands without quotes: a method's name may come from a peer that makes names up. */
    private static String plain(String value) {
        StringBuilder text = new StringBuilder(Math.min(value.length(), MAX_MESSAGE_CHARS));
        for (int i = 0; i < value.length() && i < MAX_MESSAGE_CHARS; i++) {
            char c = value.charAt(i);
            text.append(c <= ' ' || Character.isISOControl(c) || c == '"' ? '?' : c);
        }
        return text.toString();
    }

    private static void addQuoted(StringBuilder line, String value) {
        for (int i = 0; i < value.length() && i < MAX_MESSAGE_CHARS; i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\');
            }
            line.append(Character.isISOControl(c) ? '?' : c);
        }
        if (value.length() > MAX_MESSAGE_CHARS) {
            line.append("...");
        }
    }
}
