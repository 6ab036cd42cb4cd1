package dev.tern.rpc.netty;

import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.UNARY;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Blocking stubs and handlers on virtual threads that share one platform thread: one that waits and does not give it up stops
 * all. In a process of its own, which takes a second or two: there is one scheduler a JVM.
 */
final class OneCarrierTest {
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void callsOfEveryKindWaitForOneAnotherOnOnePlatformThread() throws Exception {
        try (ForkedJvm program = ForkedJvm.start(
                Program.class,
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1")) {
            program.said("all calls are over");
            assertEquals(0, program.exitStatus());
        }
    }

    /** Server and client in one; each method many times at once. */
    static final class Program {
        private static final int AT_ONCE = 20;
        private static final int MESSAGES = 500;

        private Program() {}

        public static void main(String[] args) throws Exception {
            TextService service = TextService.with(UNARY, Handlers.unary((request, call) -> request))
                    .and(UPLOAD, Handlers.clientStreaming((requests, call) -> {
                        int count = 0;
                        while (requests.hasNext()) {
                            requests.next();
                            count++;
                        }
                        return Text.of(count);
                    }))
                    .and(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
                        for (int i = 0; i < request.number(); i++) {
                            replies.send(Text.ofBytes(1_000));
                        }
                    }))
                    .and(CHAT, Handlers.bidiStreaming((requests, replies, call) -> requests.forEach(replies::send)));
            try (Server server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                            .add(service.bind())
                            .virtualThreads()
                            .start();
                    ClientChannel channel = NettyChannel.to("127.0.0.1:" + server.port())) {
                List<CompletableFuture<Void>> ends = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    ends.add(onVirtualThread(() -> unary(channel)));
                    ends.add(onVirtualThread(() -> upload(channel)));
                    ends.add(onVirtualThread(() -> download(channel)));
                    ends.add(onVirtualThread(() -> chat(channel)));
                }
                ends.forEach(Await::value);
            }
            System.out.println("all calls are over");
        }

        private static void unary(ClientChannel channel) {
            for (int i = 0; i < MESSAGES; i++) {
                BlockingCalls.unary(channel, CallOptions.DEFAULT, UNARY, new Text("x"));
            }
        }

        private static void upload(ClientChannel channel) {
            try (BlockingUpload<Text, Text> upload =
                    BlockingCalls.clientStreaming(channel, CallOptions.DEFAULT, UPLOAD)) {
                for (int i = 0; i < MESSAGES; i++) {
                    upload.send(Text.ofBytes(1_000));
                }
                assertEquals(MESSAGES, upload.finish().number());
            }
        }

        private static void download(ClientChannel channel) {
            try (MessageStream<Text> replies =
                    BlockingCalls.serverStreaming(channel, CallOptions.DEFAULT, DOWNLOAD, Text.of(MESSAGES))) {
                int count = 0;
                while (replies.hasNext()) {
                    replies.next();
                    count++;
                }
                assertEquals(MESSAGES, count);
            }
        }

        private static void chat(ClientChannel channel) {
            try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel, CallOptions.DEFAULT, CHAT)) {
                for (int i = 0; i < MESSAGES; i++) {
                    chat.send(Text.of(i));
                    assertEquals(Text.of(i), chat.replies().next());
                }
            }
        }

        private static CompletableFuture<Void> onVirtualThread(Runnable work) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            Runnable task = () -> {
                try {
                    work.run();
                    end.complete(null);
                } catch (Throwable failure) {
                    end.completeExceptionally(failure);
                }
            };
            try {
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
            return end;
        }
    }
}
