package dev.tern.rpc.interop.js;

import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.Protocol;

/**
 * Runs every {@link GreeterCase} over gRPC, one after another: {@code InteropGreeterClient localhost:50051}. Says of each
 * whether the server did as it should; exit code 0 if it always did.
 */
public final class InteropGreeterClient {
    private static final int MISUSED = 2;

    private InteropGreeterClient() {}

    /**
     * Runs the client.
     *
     * @param arguments the server, {@code host:port}
     */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: InteropGreeterClient host:port");
            System.exit(MISUSED);
        }
        boolean failed = false;
        try (ClientChannel channel =
                NettyChannel.builder(arguments[0]).protocol(Protocol.GRPC).build()) {
            for (GreeterCase greeterCase : GreeterCase.values()) {
                try {
                    greeterCase.run(channel);
                    System.out.println("passed: " + greeterCase);
                } catch (RuntimeException | AssertionError failure) {
                    System.out.println("FAILED: " + greeterCase + ": " + failure);
                    failure.printStackTrace();
                    failed = true;
                }
            }
        }
        System.exit(failed ? 1 : 0);
    }
}
