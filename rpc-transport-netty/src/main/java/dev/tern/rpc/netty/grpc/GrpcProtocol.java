package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.Recognition;
import dev.tern.rpc.netty.io.WireProtocol;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameTypes;

/** gRPC over HTTP/2, as servers offer it and clients use it. */
public final class GrpcProtocol implements WireProtocol {
    /** What every HTTP/2 client sends first; RFC 9113, section 3.4. */
    private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();

    private final GrpcSettings settings;
    private final LiveConnections registry;
    private final ConnectionAcceptor acceptor;

    /** The protocol on a port that gives its connections to an acceptor. */
    public GrpcProtocol(GrpcSettings settings, LiveConnections registry, ConnectionAcceptor acceptor) {
        this.settings = settings;
        this.registry = registry;
        this.acceptor = acceptor;
    }

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public Recognition recognise(ByteBuf bytes) {
        int common = Math.min(bytes.readableBytes(), PREFACE.readableBytes());
        if (!ByteBufUtil.equals(bytes, bytes.readerIndex(), PREFACE, PREFACE.readerIndex(), common)) {
            return Recognition.NO;
        }
        return common < PREFACE.readableBytes() ? Recognition.MORE : Recognition.YES;
    }

    @Override
    public void install(ChannelPipeline pipeline) {
        pipeline.addLast(
                Http2Codec.server(settings, parts -> new LiveServerConnection(parts, settings, registry, acceptor)));
    }

    /** An empty SETTINGS, without which it would be no HTTP/2, and a GOAWAY: RFC 9113, sections 3.4 and 6.8. */
    @Override
    public void writeRefusal(ByteBuf out, String why) {
        writeHead(out, 0, Http2FrameTypes.SETTINGS);
        writeHead(out, 2 * Integer.BYTES + ByteBufUtil.utf8Bytes(why), Http2FrameTypes.GO_AWAY);
        out.writeInt(0);
        out.writeInt((int) Http2Error.NO_ERROR.code());
        ByteBufUtil.writeUtf8(out, why);
    }

    private static void writeHead(ByteBuf out, int length, byte type) {
        out.writeMedium(length);
        out.writeByte(type);
        out.writeByte(0);
        out.writeInt(Http2CodecUtil.CONNECTION_STREAM_ID);
    }

    /**
     * Adds a client's end of the protocol to a channel that is going to be connected, or is.
     *
     * @param authority what goes into {@code :authority}, {@code host:port}
     * @param secure whether the channel has TLS, which is what {@code :scheme} says
     */
    public static void connect(
            ChannelPipeline pipeline,
            GrpcSettings settings,
            LiveConnections registry,
            ConnectionListener listener,
            String authority,
            boolean secure) {
        pipeline.addLast(Http2Codec.client(
                settings, parts -> new LiveClientConnection(parts, settings, registry, listener, authority, secure)));
    }
}
