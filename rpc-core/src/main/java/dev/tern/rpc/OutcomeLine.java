package dev.tern.rpc;

import java.time.Duration;

/** An outcome as one line for people. */
final class OutcomeLine {
    /** Past this a chain of causes is a circle, or of no use. */
    private static final int MAX_CAUSES = 16;

    /** A cause's message of more characters is cut: some libraries put whole replies into theirs. */
    private static final int MAX_CAUSE_CHARS = 200;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private OutcomeLine() {}

    static String of(Outcome outcome) {
        StringBuilder line = new StringBuilder(outcome.status().toString());
        if (outcome.method().isEmpty()) {
            return onOneLine(line);
        }
        line.append(" [").append(outcome.method());
        line.append(outcome.peer().isEmpty() ? ", no peer yet" : " at " + outcome.peer());
        line.append(", decided by ").append(outcome.origin());
        line.append(", ").append(outcome.phase());
        line.append(", after ").append(millis(outcome.elapsed()));
        outcome.allowed().ifPresent(allowed -> line.append(" ms of ").append(millis(allowed)));
        line.append(" ms");
        outcome.status()
                .cause()
                .ifPresent(
                        cause -> addGist(line, rootOf(cause), outcome.status().message()));
        String hint = outcome.hint();
        if (!hint.isEmpty()) {
            line.append("; hint: ").append(hint);
        }
        return onOneLine(line.append(']'));
    }

    /** What began a failure: the last of its causes. */
    static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (int i = 0; i < MAX_CAUSES; i++) {
            Throwable deeper = root.getCause();
            if (deeper == null) {
                return root;
            }
            root = deeper;
        }
        return root;
    }

    /** Names a cause, and says its message if the status does not say it already. */
    private static void addGist(StringBuilder line, Throwable cause, String said) {
        String type = cause.getClass().getName();
        line.append("; caused by ").append(type.substring(type.lastIndexOf('.') + 1));
        String message = cause.getMessage();
        if (message != null && !message.isEmpty() && !said.contains(message)) {
            boolean cut = message.length() > MAX_CAUSE_CHARS;
            line.append(": ").append(cut ? message.substring(0, MAX_CAUSE_CHARS) + "..." : message);
        }
    }

    /** Milliseconds, with three digits that mean something where there are fewer than a hundred. */
    private static String millis(Duration time) {
        long nanos = Deadline.nanosOf(time);
        if (Math.abs(nanos) >= 100 * NANOS_PER_MILLI) {
            return Long.toString(nanos / NANOS_PER_MILLI);
        }
        long hundredths = nanos / (NANOS_PER_MILLI / 100);
        return Double.toString(hundredths / 100.0);
    }

    /** A log is read by lines: none of another's making may begin within one. */
    private static String onOneLine(StringBuilder line) {
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                line.setCharAt(i, ' ');
            }
        }
        return line.toString();
    }
}
