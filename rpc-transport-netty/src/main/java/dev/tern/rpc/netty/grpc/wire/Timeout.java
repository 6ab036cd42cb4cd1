package dev.tern.rpc.netty.grpc.wire;

import io.netty.util.AsciiString;

/**
 * The time left to a call, as {@code grpc-timeout} has it: one to eight digits and a unit, H M S m u n.
 *
 * <p>The finest unit is taken that eight digits are enough for, and the rest is cut off: less than a part in 100,000, and
 * never to the server's gain.
 */
public final class Timeout {
    /** No deadline, and no field; more than {@link #parseNanos} ever gives. */
    public static final long NONE = Long.MAX_VALUE;

    private static final int MAX_DIGITS = 8;
    private static final long MAX_VALUE = 99_999_999;
    private static final AsciiString ZERO = AsciiString.cached("0n");

    private Timeout() {}

    /** The field's value; {@code 0n} for a deadline that has passed. */
    public static AsciiString format(long nanos) {
        if (nanos <= 0) {
            return ZERO;
        }
        if (nanos <= MAX_VALUE) {
            return format(nanos, 'n');
        }
        long micros = nanos / 1_000;
        if (micros <= MAX_VALUE) {
            return format(micros, 'u');
        }
        long millis = micros / 1_000;
        if (millis <= MAX_VALUE) {
            return format(millis, 'm');
        }
        long seconds = millis / 1_000;
        if (seconds <= MAX_VALUE) {
            return format(seconds, 'S');
        }
        // 292 years at most, so minutes may be too many but hours never are.
        long minutes = seconds / 60;
        return minutes <= MAX_VALUE ? format(minutes, 'M') : format(minutes / 60, 'H');
    }

    private static AsciiString format(long value, char unit) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        byte[] text = new byte[digits + 1];
        text[digits] = (byte) unit;
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return new AsciiString(text, false);
    }

    /**
     * The field's value in nanoseconds: zero or more, and below {@link #NONE} even where the value is longer than a long.
     *
     * @throws IllegalArgumentException naming the value, if it is not one to eight digits and a unit
     */
    public static long parseNanos(CharSequence value) {
        int digits = value.length() - 1;
        if (digits < 1 || digits > MAX_DIGITS) {
            throw malformed(value);
        }
        long number = 0;
        for (int i = 0; i < digits; i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                throw malformed(value);
            }
            number = number * 10 + (c - '0');
        }
        long unitNanos = unitNanos(value.charAt(digits));
        if (unitNanos == 0) {
            throw malformed(value);
        }
        return number > (NONE - 1) / unitNanos ? NONE - 1 : number * unitNanos;
    }

    private static long unitNanos(char unit) {
        return switch (unit) {
            case 'n' -> 1L;
            case 'u' -> 1_000L;
            case 'm' -> 1_000_000L;
            case 'S' -> 1_000_000_000L;
            case 'M' -> 60_000_000_000L;
            case 'H' -> 3_600_000_000_000L;
            default -> 0;
        };
    }

    private static IllegalArgumentException malformed(CharSequence value) {
        return new IllegalArgumentException(
                "grpc-timeout '" + value + "' must be 1 to " + MAX_DIGITS + " digits and one of H M S m u n");
    }
}
