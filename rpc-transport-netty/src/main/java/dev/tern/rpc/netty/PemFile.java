package dev.tern.rpc.netty;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of certificates or a key, as it was when it was read. */
final class PemFile {
    private final Path path;
    private final byte[] content;

    private PemFile(Path path, byte[] content) {
        this.path = path;
        this.content = content;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it can't be read, naming it
     */
    static PemFile read(Path path) {
        try {
            return new PemFile(path, Files.readAllBytes(path));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("can't read " + path + ": " + unreadable, unreadable);
        }
    }

    InputStream stream() {
        return new ByteArrayInputStream(content);
    }

    /** Its path, for messages. */
    @Override
    public String toString() {
        return path.toString();
    }
}
