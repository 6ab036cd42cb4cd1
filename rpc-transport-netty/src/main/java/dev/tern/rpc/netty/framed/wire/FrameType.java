package dev.tern.rpc.netty.framed.wire;

import org.jspecify.annotations.Nullable;

/** What a frame is; the numbers are the spec's, "Frame header". */
public enum FrameType {
    /** Limits; the first frame of each side. */
    HELLO(1),
    /** Opens a stream. */
    REQUEST(2),
    /** What a server sends on a stream beside bare messages. */
    REPLY(3),
    /** A message or a part of one. */
    MESSAGE(4),
    /** Ends a stream at once. */
    RESET(5),
    /** More credit. */
    CREDIT(6),
    /** Asks for a PONG. */
    PING(7),
    /** Answers a PING. */
    PONG(8),
    /** No more streams. */
    GOAWAY(9);

    private static final FrameType[] BY_NUMBER = values();

    private final int number;

    FrameType(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The type of a number, or null for one that is to be skipped. */
    public static @Nullable FrameType ofNumber(int number) {
        int index = number - HELLO.number;
        return index >= 0 && index < BY_NUMBER.length ? BY_NUMBER[index] : null;
    }
}
