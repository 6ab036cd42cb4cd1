package dev.tern.rpc.netty.fuzz;

/** An input as it is read: byte by byte, zeros after its end. */
final class Input {
    private final byte[] bytes;
    private int at;

    Input(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    int next() {
        return hasMore() ? bytes[at++] & 0xff : 0;
    }

    /** The next bytes, or what is left of them. */
    byte[] next(int count) {
        byte[] piece = java.util.Arrays.copyOfRange(bytes, at, at + Math.min(count, bytes.length - at));
        at += piece.length;
        return piece;
    }

    byte[] rest() {
        return next(bytes.length);
    }
}
