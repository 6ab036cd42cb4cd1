package dev.tern.rpc.benchmarks.peers.rsocket;

import dev.tern.rpc.benchmarks.peers.proto.Order;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the server does, on its event loop. */
final class EchoSocket implements RSocket {
    private final IntFunction<Coding> codings;
    private final Coding echoes;
    private final AtomicLong received = new AtomicLong();

    EchoSocket(IntFunction<Coding> codings) {
        this.codings = codings;
        this.echoes = codings.apply(0);
    }

    @Override
    public Mono<Payload> requestResponse(Payload request) {
        try {
            return Mono.just(echoes.echo(request));
        } catch (IOException malformed) {
            return Mono.error(malformed);
        }
    }

    @Override
    public Mono<Void> fireAndForget(Payload request) {
        try {
            echoes.bytes(request);
            received.incrementAndGet();
            return Mono.empty();
        } catch (IOException malformed) {
            return Mono.error(malformed);
        }
    }

    @Override
    public Flux<Payload> requestStream(Payload request) {
        try {
            Order order = ProtobufCoding.order(request);
            Coding messages = codings.apply(order.getBytes());
            return Flux.range(0, order.getMessages()).map(number -> messages.message());
        } catch (IOException malformed) {
            return Flux.error(malformed);
        }
    }

    /** How many one-way calls came. Any thread may ask. */
    long received() {
        return received.get();
    }
}
