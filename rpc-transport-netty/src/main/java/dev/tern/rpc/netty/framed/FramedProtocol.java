package dev.tern.rpc.netty.framed;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.GoAwayFrame;
import dev.tern.rpc.netty.framed.wire.Preface;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.Recognition;
import dev.tern.rpc.netty.io.WireProtocol;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;

/** The native protocol, as servers offer it and clients use it. */
public final class FramedProtocol implements WireProtocol {
    private final FramedSettings settings;
    private final LiveConnections registry;
    private final ConnectionAcceptor acceptor;

    /** The protocol on a port that gives its connections to an acceptor. */
    public FramedProtocol(FramedSettings settings, LiveConnections registry, ConnectionAcceptor acceptor) {
        this.settings = settings;
        this.registry = registry;
        this.acceptor = acceptor;
    }

    @Override
    public String name() {
        return "tern/1";
    }

    @Override
    public Recognition recognise(ByteBuf bytes) {
        if (!Preface.matches(bytes)) {
            return Recognition.NO;
        }
        return bytes.readableBytes() < Preface.BYTES ? Recognition.MORE : Recognition.YES;
    }

    @Override
    public void install(ChannelPipeline pipeline) {
        pipeline.addLast(new LiveServerConnection(settings, registry, acceptor));
    }

    @Override
    public void writeRefusal(ByteBuf out, String why) {
        Preface.write(out);
        GoAwayFrame.write(out, 0, StatusCode.RESOURCE_EXHAUSTED.withMessage(why));
    }

    /** Adds a client's end of the protocol to a channel that is going to be connected. */
    public static void connect(
            ChannelPipeline pipeline, FramedSettings settings, LiveConnections registry, ConnectionListener listener) {
        pipeline.addLast(new LiveClientConnection(settings, registry, listener));
    }
}
