package dev.tern.rpc.interop;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.client.ClientChannel;
import io.grpc.testing.integration.Messages.SimpleRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** The cases of many large unary calls, one after another. */
final class SoakCases {
    private SoakCases() {}

    /** On one channel. */
    static void rpcSoak(Subject server) {
        soak(server, request -> call(server.channel(), request, server.soak().replyBytes()));
    }

    /** Each on a channel of its own. */
    static void channelSoak(Subject server) {
        soak(server, request -> {
            try (ClientChannel channel = server.connecting().get()) {
                call(channel, request, server.soak().replyBytes());
            }
        });
    }

    private static void soak(Subject server, Consumer<SimpleRequest> call) {
        Soak soak = server.soak();
        SimpleRequest request = SimpleRequest.newBuilder()
                .setPayload(Payloads.zeros(soak.requestBytes()))
                .setResponseSize(soak.replyBytes())
                .build();
        long startNanos = System.nanoTime();
        int failures = 0;
        for (int i = 0; i < soak.iterations(); i++) {
            Check.that(
                    System.nanoTime() - startNanos < soak.timeout().toNanos(),
                    soak.iterations() + " calls are made within " + soak.timeout() + "; these were " + i);
            long callNanos = System.nanoTime();
            try {
                call.accept(request);
            } catch (RpcException failure) {
                System.err.println("call " + i + " failed: " + failure.getMessage());
                failures++;
                continue;
            }
            Duration latency = Duration.ofNanos(System.nanoTime() - callNanos);
            if (latency.compareTo(soak.maxLatency()) > 0) {
                System.err.println("call " + i + " took " + latency);
                failures++;
            }
        }
        Check.that(
                failures <= soak.maxFailures(),
                "at most " + soak.maxFailures() + " calls fail or are late; these were " + failures);
    }

    private static void call(ClientChannel channel, SimpleRequest request, int replyBytes) {
        UnaryCases.requireSize(replyBytes, Subject.stub(channel).unaryCall(request));
    }
}
