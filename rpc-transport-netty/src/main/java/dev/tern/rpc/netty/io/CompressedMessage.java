package dev.tern.rpc.netty.io;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Marshaller;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** A message that came compressed: decompressed where it is decoded, not on the event loop. */
public final class CompressedMessage extends ReceivedMessage {
    private final Compressor compressor;
    private final int maxBytes;

    private CompressedMessage(Owner owner, ByteBuf buffer, boolean holdable, Compressor compressor, int maxBytes) {
        super(owner, buffer, holdable);
        this.compressor = compressor;
        this.maxBytes = maxBytes;
    }

    private CompressedMessage(Owner owner, MessageAssembly whole, Compressor compressor, int maxBytes) {
        super(owner, whole);
        this.compressor = compressor;
        this.maxBytes = maxBytes;
    }

    /**
     * As {@link ReceivedMessage#borrowed}.
     *
     * @param maxBytes the most it may be once decompressed
     */
    public static ReceivedMessage borrowed(
            Owner owner, ByteBuf buffer, boolean holdable, Compressor compressor, int maxBytes) {
        return new CompressedMessage(owner, buffer, holdable, compressor, maxBytes);
    }

    /**
     * As {@link ReceivedMessage#owned}.
     *
     * @param maxBytes the most it may be once decompressed
     */
    public static ReceivedMessage owned(Owner owner, MessageAssembly whole, Compressor compressor, int maxBytes) {
        return new CompressedMessage(owner, whole, compressor, maxBytes);
    }

    @Override
    public boolean isCompressed() {
        return true;
    }

    @Override
    protected <T> T read(ByteBuffer bytes, Marshaller<T> marshaller) {
        return marshaller.read(compressor.decompress(bytes, maxBytes));
    }

    @Override
    protected <T> T readOwn(byte[] bytes, Marshaller<T> marshaller) {
        return read(ByteBuffer.wrap(bytes), marshaller);
    }
}
