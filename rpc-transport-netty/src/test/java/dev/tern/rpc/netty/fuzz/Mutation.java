package dev.tern.rpc.netty.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes new inputs of old ones. All there is of chance comes from a seed. */
final class Mutation {
    private static final int MAX_BYTES = 4_096;
    private static final int MAX_CHANGES = 6;
    private static final int MAX_PIECE = 24;

    /** Where counters turn over, signs change and varints get longer. */
    private static final int[] EDGES = {0, 1, 2, 0x7f, 0x80, 0xff, 0xfe, 0x40, 0x20, 0x10, 0x08, 0x04};

    private final Random random;

    Mutation(long seed) {
        this.random = new Random(seed);
    }

    /** An input that differs from one of the pool in a few places. */
    byte[] of(List<byte[]> pool) {
        byte[] bytes = pool.get(random.nextInt(pool.size())).clone();
        for (int changes = 1 + random.nextInt(MAX_CHANGES); changes > 0; changes--) {
            bytes = change(bytes, pool);
        }
        return bytes.length > MAX_BYTES ? Arrays.copyOf(bytes, MAX_BYTES) : bytes;
    }

    private byte[] change(byte[] bytes, List<byte[]> pool) {
        if (bytes.length == 0) {
            return randomBytes();
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(1 + random.nextInt(MAX_PIECE), bytes.length - at);
        switch (random.nextInt(9)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[at] = (byte) EDGES[random.nextInt(EDGES.length)];
            case 3 -> bytes[at] += (byte) (random.nextInt(9) - 4);
            case 4 -> {
                return spliced(bytes, at, randomBytes(), at);
            }
            case 5 -> {
                return spliced(bytes, at, new byte[0], at + length);
            }
            case 6 -> {
                // A piece moves, or is there twice.
                byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
                int to = random.nextInt(bytes.length);
                return spliced(bytes, to, piece, random.nextBoolean() ? to : Math.min(bytes.length, to + length));
            }
            case 7 -> {
                byte[] other = pool.get(random.nextInt(pool.size()));
                int from = other.length == 0 ? 0 : random.nextInt(other.length);
                return spliced(bytes, at, Arrays.copyOfRange(other, from, other.length), bytes.length);
            }
            default -> {
                return Arrays.copyOf(bytes, at);
            }
        }
        return bytes;
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[1 + random.nextInt(MAX_PIECE)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int to, byte[] piece, int from) {
        byte[] joined = new byte[to + piece.length + bytes.length - from];
        System.arraycopy(bytes, 0, joined, 0, to);
        System.arraycopy(piece, 0, joined, to, piece.length);
        System.arraycopy(bytes, from, joined, to + piece.length, bytes.length - from);
        return joined;
    }
}
