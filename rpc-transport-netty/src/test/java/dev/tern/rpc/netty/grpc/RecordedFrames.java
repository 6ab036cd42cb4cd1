package dev.tern.rpc.netty.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2FrameListener;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** What a reader of frames tells, a line for each frame. */
final class RecordedFrames {
    private static final int MAX_CHARS = 200;

    private final List<String> lines = new ArrayList<>();

    /** A context that writes nowhere. */
    static ChannelHandlerContext context() {
        ChannelInboundHandlerAdapter handler = new ChannelInboundHandlerAdapter();
        EmbeddedChannel channel = new EmbeddedChannel(handler);
        return channel.pipeline().context(handler);
    }

    Http2FrameListener listener() {
        return (Http2FrameListener) Proxy.newProxyInstance(
                Http2FrameListener.class.getClassLoader(),
                new Class<?>[] {Http2FrameListener.class},
                (proxy, method, arguments) -> {
                    StringBuilder line = new StringBuilder(method.getName());
                    for (int i = 1; i < arguments.length; i++) {
                        line.append(' ').append(shortened(text(arguments[i])));
                    }
                    lines.add(line.toString());
                    return method.getReturnType() == int.class ? 0 : null;
                });
    }

    /** Long texts would hide what is different. */
    static String shortened(String text) {
        return text.length() <= MAX_CHARS ? text : text.length() + " characters, hash " + text.hashCode();
    }

    private static String text(Object argument) {
        if (argument instanceof ByteBuf bytes) {
            return ByteBufUtil.hexDump(bytes);
        }
        if (argument instanceof Iterable<?> fields) {
            StringBuilder all = new StringBuilder();
            fields.forEach(field -> all.append('[').append(field).append(']'));
            return all.toString();
        }
        return String.valueOf(argument);
    }

    List<String> lines() {
        return lines;
    }
}
