package dev.tern.rpc.netty.grpc.wire;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;

/**
 * One line for each frame, for logs at TRACE, as the native wire has it.
 *
 * <pre>
 *   &lt;&lt; /127.0.0.1:50051 #5 HEADERS :path=/a.B/C te=trailers authorization=(9 characters)
 *   &gt;&gt; /127.0.0.1:50051 #5 DATA 41 END_STREAM
 *   ↑  peer             ↑  type ↑ what there is to say of it
 *                       stream id
 * </pre>
 *
 * {@code >>} is sent, {@code <<} has come. Messages are never shown, nor the values of fields that may be secret: {@code
 * authorization}, {@code proxy-authorization}, {@code cookie}, {@code set-cookie} and those that end in {@code -bin}.
 */
public final class FrameLog {
    private static final AsciiString PROXY_AUTHORIZATION = AsciiString.cached("proxy-authorization");
    private static final AsciiString AUTHORIZATION = AsciiString.cached("authorization");
    private static final AsciiString COOKIE = AsciiString.cached("cookie");
    private static final AsciiString SET_COOKIE = AsciiString.cached("set-cookie");
    private static final String BINARY_SUFFIX = "-bin";

    private FrameLog() {}

    /** The line of a frame: its type and what there is to say of it are one text. */
    public static String line(boolean sent, Object peer, int streamId, String frame) {
        return (sent ? ">> " : "<< ") + peer + " #" + streamId + ' ' + frame;
    }

    /** DATA of so many bytes, padding included. */
    public static String data(int bytes, boolean end) {
        return "DATA " + bytes + (end ? " END_STREAM" : "");
    }

    /** HEADERS, with their fields. */
    public static String headers(Http2Headers headers, boolean end) {
        return fields("HEADERS" + (end ? " END_STREAM" : ""), headers);
    }

    /** A frame that has fields. */
    public static String fields(String frame, Http2Headers headers) {
        StringBuilder line = new StringBuilder(frame);
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            line.append(' ');
            appendPrintable(line, field.getKey());
            line.append('=');
            if (isSecret(field.getKey())) {
                line.append('(').append(field.getValue().length()).append(" characters)");
            } else {
                appendPrintable(line, field.getValue());
            }
        }
        return line.toString();
    }

    /** RST_STREAM. */
    public static String reset(long code) {
        return "RST_STREAM " + error(code);
    }

    /** GOAWAY, with the text that a peer may add. */
    public static String goAway(int lastStreamId, long code, CharSequence text) {
        StringBuilder line = new StringBuilder("GOAWAY last #" + lastStreamId + ' ' + error(code));
        if (text.length() > 0) {
            line.append(' ');
            appendPrintable(line, text);
        }
        return line.toString();
    }

    private static String error(long code) {
        Http2Error error = Http2Error.valueOf(code);
        return error == null ? "code " + code : error.name();
    }

    private static boolean isSecret(CharSequence name) {
        return AUTHORIZATION.contentEqualsIgnoreCase(name)
                || PROXY_AUTHORIZATION.contentEqualsIgnoreCase(name)
                || COOKIE.contentEqualsIgnoreCase(name)
                || SET_COOKIE.contentEqualsIgnoreCase(name)
                || AsciiString.of(name).toLowerCase().endsWith(BINARY_SUFFIX);
    }

    /** What a peer sends must not be able to end the line, or to act on a terminal. */
    private static void appendPrintable(StringBuilder line, CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(c >= ' ' && c <= '~' ? c : '?');
        }
    }
}
