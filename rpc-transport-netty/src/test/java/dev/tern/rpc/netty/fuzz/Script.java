package dev.tern.rpc.netty.fuzz;

import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import java.util.List;

/**
 * A wire, and how inputs become its bytes: as they are, or as a list of frames whose lengths are right whatever the rest is, so that
 * mutations get past the framing.
 */
interface Script {
    /** Adds a server's end. */
    void server(ChannelPipeline pipeline, LiveConnections registry, ConnectionAcceptor acceptor);

    /** Adds a client's end. */
    void client(ChannelPipeline pipeline, LiveConnections registry, ConnectionListener listener);

    /** What a good peer begins with. */
    void writeHandshake(ByteBuf out, boolean fromClient);

    /** Writes the frames of an input. */
    void writeFrames(ByteBuf out, Input input, boolean fromClient);

    /** Fails if what this side sent is not well-formed. */
    void checkSent(ByteBuf sent, boolean fromServer);

    /** Frames of good clients, as {@link #writeFrames} takes them. */
    List<byte[]> clientExamples();

    /** Frames of good servers. */
    List<byte[]> serverExamples();
}
