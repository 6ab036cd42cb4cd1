package dev.tern.rpc.netty;

import static dev.tern.rpc.contract.TextService.INNER;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A server whose JVM is told to end, in a process of its own; that takes a second or two. */
final class ShutdownDrainTest {
    private static final CallOptions OPTIONS = CallOptions.DEFAULT.withDeadlineAfter(Await.BOUND);

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process can't be asked to end there, only killed")
    void callInFlightEndsWellAndNewOnesAreRefused() throws Exception {
        try (ForkedJvm program = ForkedJvm.start(Program.class);
                ClientChannel channel = NettyChannel.to("127.0.0.1:" + program.said("port"))) {
            CompletableFuture<Text> inFlight = AsyncCalls.unary(channel, OPTIONS, UNARY, new Text("in flight"));
            program.said("entered");
            program.terminate();
            Await.until("new calls are refused", () -> refuses(channel));
            assertFalse(inFlight.isDone());
            program.tell("go on");
            assertEquals("in flight", Await.value(inFlight).value());
            assertNotEquals(0, program.exitStatus());
        }
    }

    @Test
    void jvmKeepsNothingOfAServerThatWasClosedFirst() throws Exception {
        WeakReference<Server> closed = new WeakReference<>(closedTwice());
        Await.until("the server is garbage", () -> {
            System.gc();
            return closed.get() == null;
        });
    }

    private static Server closedTwice() throws Exception {
        Server server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .drainOnShutdown(Await.BOUND)
                .start();
        server.close();
        server.close();
        server.awaitTermination();
        return server;
    }

    private static boolean refuses(ClientChannel channel) {
        try {
            BlockingCalls.unary(channel, OPTIONS, INNER, new Text("new"));
            return false;
        } catch (RpcException refused) {
            assertEquals(StatusCode.UNAVAILABLE, refused.code());
            return true;
        }
    }

    /** The server. Its handler goes on when the program is given a line to read. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) throws Exception {
            TextService service = TextService.with(UNARY, Handlers.unary((request, call) -> {
                        say("entered");
                        System.in.read();
                        return request;
                    }))
                    .and(INNER, Handlers.unary((request, call) -> request));
            try (Server server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .add(service.bind())
                    .drainOnShutdown(Duration.ofSeconds(20))
                    .start()) {
                say("port " + server.port());
                server.awaitTermination();
            }
        }

        private static void say(String line) {
            System.out.write((line + "\n").getBytes(StandardCharsets.UTF_8), 0, line.length() + 1);
            System.out.flush();
        }
    }
}
