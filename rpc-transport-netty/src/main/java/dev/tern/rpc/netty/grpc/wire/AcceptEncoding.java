package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Compressor;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;

/** {@code grpc-accept-encoding}: what a side can decompress, as names with commas between. */
public final class AcceptEncoding {
    private AcceptEncoding() {}

    /** The value for some compressors; {@code identity} for none. It never has to be named, but a field can't be empty. */
    public static AsciiString of(List<Compressor> compressors) {
        if (compressors.isEmpty()) {
            return HeaderNames.IDENTITY;
        }
        return AsciiString.of(
                String.join(",", compressors.stream().map(Compressor::name).toList()));
    }

    /** Whether a block's list, which may come as several fields, has a name. */
    public static boolean accepts(Http2Headers in, CharSequence name) {
        CharSequence first = in.get(HeaderNames.GRPC_ACCEPT_ENCODING);
        if (first == null || contains(first, name)) {
            return first != null;
        }
        Iterator<CharSequence> lists = in.valueIterator(HeaderNames.GRPC_ACCEPT_ENCODING);
        while (lists.hasNext()) {
            if (contains(lists.next(), name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a list has a name, whatever the case of its letters. */
    public static boolean contains(CharSequence list, CharSequence name) {
        int length = list.length();
        int start = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || list.charAt(i) == ',') {
                if (matches(list, start, i, name)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    private static boolean matches(CharSequence list, int from, int to, CharSequence name) {
        int start = from;
        int end = to;
        while (start < end && isSpace(list.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(list.charAt(end - 1))) {
            end--;
        }
        return end - start == name.length() && AsciiString.regionMatches(list, true, start, name, 0, name.length());
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
