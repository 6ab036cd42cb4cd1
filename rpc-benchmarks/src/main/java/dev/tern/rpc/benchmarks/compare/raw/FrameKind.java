package dev.tern.rpc.benchmarks.compare.raw;

/** What a frame is. */
enum FrameKind {
    /** A call, and its reply. */
    ECHO(0),

    /** A call without a reply. */
    NOTE(1),

    /** A call for a stream. */
    POUR(2),

    /** A message of a stream. */
    MESSAGE(3),

    /** The end of a stream. */
    END(4);

    private static final FrameKind[] BY_CODE = {ECHO, NOTE, POUR, MESSAGE, END};

    /** What goes over the wire. */
    final byte code;

    FrameKind(int code) {
        this.code = (byte) code;
    }

    static FrameKind of(byte code) {
        return BY_CODE[code];
    }
}
