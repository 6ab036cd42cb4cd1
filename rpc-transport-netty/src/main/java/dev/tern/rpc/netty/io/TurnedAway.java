package dev.tern.rpc.netty.io;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * What stands on a connection that is one too many: tells the client so in the words of its protocol, and closes. What the
 * client sends meanwhile is thrown away unread.
 */
public final class TurnedAway implements WireProtocol {
    /** How long a client has for its first bytes, and then to take the answer: it holds a socket that is one too many. */
    public static final int PATIENCE_MILLIS = 1_000;

    private final WireProtocol protocol;
    private final String why;

    /**
     * A protocol in which clients are turned away.
     *
     * @param why told to them
     */
    public TurnedAway(WireProtocol protocol, String why) {
        this.protocol = protocol;
        this.why = why;
    }

    @Override
    public String name() {
        return protocol.name();
    }

    @Override
    public Recognition recognise(ByteBuf bytes) {
        return protocol.recognise(bytes);
    }

    @Override
    public void writeRefusal(ByteBuf out, String reason) {
        protocol.writeRefusal(out, reason);
    }

    @Override
    public void install(ChannelPipeline pipeline) {
        pipeline.addLast(new Farewell());
    }

    private final class Farewell extends ChannelInboundHandlerAdapter {
        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            ByteBuf out = ctx.alloc().buffer();
            writeRefusal(out, why);
            // Closed only by the client or later: unread bytes would have the kernel throw away what was just sent.
            ctx.writeAndFlush(out).addListener(sent -> {
                if (ctx.channel() instanceof DuplexChannel duplex) {
                    duplex.shutdownOutput();
                }
            });
            ctx.executor().schedule(() -> ctx.close(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
