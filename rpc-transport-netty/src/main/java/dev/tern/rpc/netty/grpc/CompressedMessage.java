package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Marshaller;
import dev.tern.rpc.netty.io.ReceivedMessage;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** A message that came compressed: decompressed where it is decoded, not on the event loop. */
final class CompressedMessage extends ReceivedMessage {
    private final Compressor compressor;
    private final int maxBytes;

    CompressedMessage(Owner owner, ByteBuf buffer, boolean owned, Compressor compressor, int maxBytes) {
        super(owner, buffer, owned, owned);
        this.compressor = compressor;
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean isCompressed() {
        return true;
    }

    @Override
    protected <T> T read(ByteBuffer bytes, Marshaller<T> marshaller) {
        return marshaller.read(compressor.decompress(bytes, maxBytes));
    }
}
