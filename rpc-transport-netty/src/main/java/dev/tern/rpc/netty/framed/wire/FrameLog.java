package dev.tern.rpc.netty.framed.wire;

import org.jspecify.annotations.Nullable;

/**
 * One line for each frame, for logs at TRACE.
 *
 * <pre>
 *   &lt;&lt; /127.0.0.1:50051 #5 REQUEST 45
 *   &gt;&gt; /127.0.0.1:50051 #5 REPLY 41
 *   ↑  peer             ↑  type    ↑ length of the body
 *                       stream id
 * </pre>
 *
 * {@code >>} is sent, {@code <<} has come. Bodies are never shown: they are the user's.
 */
public final class FrameLog {
    private FrameLog() {}

    /** The line of a frame that was sent. */
    public static String sent(Object peer, long header) {
        return line(">>", peer, header);
    }

    /** The line of a frame that has come. */
    public static String received(Object peer, long header) {
        return line("<<", peer, header);
    }

    private static String line(String direction, Object peer, long header) {
        @Nullable FrameType type = FrameType.ofNumber(FrameHeader.type(header));
        return direction + ' ' + peer + " #" + Integer.toUnsignedString(FrameHeader.streamId(header)) + ' '
                + (type == null ? "type " + FrameHeader.type(header) : type.name()) + ' '
                + FrameHeader.length(header);
    }
}
