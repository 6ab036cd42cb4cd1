package dev.tern.rpc.netty.fault;

import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.Handlers;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A server to be killed, as a program: its argument is the port. It prints a line with the port it listens on, then one with
 * each one-way request, as it comes. {@code INNER} echoes; other calls never end.
 */
final class KilledServer {
    private KilledServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream output = System.out;
        TextService service = PendingCall.service()
                .and(TextService.ONE_WAY, Handlers.oneWay((request, call) -> output.println(request.value())));
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        try (Server server = NettyServer.on(address).add(service.bind()).start()) {
            output.println(server.port());
            server.awaitTermination();
        }
    }
}
