package dev.tern.rpc.netty.grpc.wire;

import io.netty.util.AsciiString;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of methods and the {@code :path} of each, so that those in use are made once and not for each call. For one thread at a
 * time.
 */
public final class MethodPaths {
    /** More methods than most services have; whoever has more, or calls what is none, pays for each call. */
    private static final int MAX = 256;

    /** The sum of the longest is what a peer can make this hold: 64 KiB. */
    private static final int MAX_CHARS = 256;

    private final Map<String, AsciiString> paths = new HashMap<>();
    private final Map<String, String> methods = new HashMap<>();

    /** The path of a method, {@code /helloworld.Greeter/SayHello}. */
    AsciiString ofMethod(String method) {
        AsciiString path = paths.get(method);
        if (path == null) {
            path = AsciiString.of("/".concat(method));
            if (paths.size() < MAX && method.length() <= MAX_CHARS) {
                paths.put(method, path);
            }
        }
        return path;
    }

    /** The method of a path; of one that is not a method's, the path itself, which no method is called. */
    public String toMethod(String path) {
        String method = methods.get(path);
        if (method == null) {
            method = path.startsWith("/") ? path.substring(1) : path;
            if (methods.size() < MAX && path.length() <= MAX_CHARS) {
                methods.put(path, method);
            }
        }
        return method;
    }
}
