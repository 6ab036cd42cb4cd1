package dev.tern.rpc.netty.io;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;

/** A protocol that can share a port with others, because its first bytes tell it from them. */
public interface WireProtocol {
    /** For logs and messages, and its name in TLS's ALPN extension. */
    String name();

    /**
     * Looks at what a client has sent so far.
     *
     * @param bytes the first bytes of the connection; not to be changed, nor its indices
     */
    Recognition recognise(ByteBuf bytes);

    /**
     * Adds what speaks this protocol to the end of the pipeline of an accepted connection, which is active. The bytes it
     * recognised come as the first read; if TLS has agreed on it, no byte has come yet.
     */
    void install(ChannelPipeline pipeline);

    /** Writes what tells a client, instead of all else, that its connection is refused. */
    void writeRefusal(ByteBuf out, String why);
}
