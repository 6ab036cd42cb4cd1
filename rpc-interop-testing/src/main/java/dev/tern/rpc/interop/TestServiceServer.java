package dev.tern.rpc.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The interop server: {@code TestServiceServer --port=8080 --use_tls=true}. Serves both wires on its port until it is
 * stopped.
 */
public final class TestServiceServer {
    private TestServiceServer() {}

    /**
     * Runs the server.
     *
     * @param arguments {@code --port}, 8080 unless given, 0 for any free one; {@code --use_tls}, false unless given, with
     *     the certificate for {@code *.test.google.fr} that all interop servers use
     */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("port", "8080");
        defaults.put("use_tls", "false");
        defaults.put("tls", "false");
        int port;
        boolean tls;
        try {
            CommandLine line = CommandLine.of(arguments, defaults);
            port = line.number("port", 0, 65_535);
            tls = line.isOn("use_tls") || line.isOn("tls");
        } catch (IllegalArgumentException misuse) {
            System.err.println("TestServiceServer: " + misuse.getMessage());
            System.exit(CommandLine.MISUSED);
            return;
        }
        try (InteropServer server = InteropServer.start(new InetSocketAddress(port), tls)) {
            System.out.println("Server started on port " + server.port());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server)));
            server.awaitTermination();
        } catch (IOException unusable) {
            System.err.println("TestServiceServer: " + unusable.getMessage() + "; another port is chosen by --port");
            System.exit(1);
        }
    }

    /** Lets calls in flight end before the process does. */
    private static void drain(InteropServer server) {
        try {
            server.drain();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
