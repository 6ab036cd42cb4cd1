package dev.tern.rpc.benchmarks.compare.tern;

import com.google.protobuf.ByteString;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.benchmarks.compare.harness.Extras;
import dev.tern.rpc.benchmarks.proto.EchoRpc;
import dev.tern.rpc.benchmarks.proto.Order;
import dev.tern.rpc.benchmarks.proto.Payload;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.ReplySink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Gives back what it gets, in either style. */
final class EchoService implements EchoRpc.Service {
    private final LongAdder notes = new LongAdder();

    /** What echoed calls have to have with them; null if nothing. */
    private final Metadata.@Nullable Key<String> expected;

    EchoService(Extras extras) {
        List<Map.Entry<String, String>> entries = extras.metadata();
        this.expected = entries.isEmpty()
                ? null
                : Metadata.Key.text(entries.get(entries.size() - 1).getKey());
    }

    @Override
    public Payload echo(Payload request, CallContext call) {
        if (expected != null && call.metadata().first(expected).isEmpty()) {
            throw new IllegalStateException("called without " + expected.name());
        }
        return request;
    }

    @Override
    public void note(Payload request, CallContext call) {
        notes.increment();
    }

    @Override
    public void pour(Order order, ReplySink<Payload> replies, CallContext call) {
        Payload message = message(order);
        for (int i = 0; i < order.getMessages(); i++) {
            replies.send(message);
        }
    }

    /** How many notes were taken. */
    long received() {
        return notes.sum();
    }

    /** For threads that may wait. */
    ServiceBinding blocking() {
        return EchoRpc.bind(this);
    }

    /** For event loops: the stream is published, since it would have to wait for room. */
    ServiceBinding neverBlocking() {
        return ServiceBinding.builder(EchoRpc.SERVICE)
                .add(EchoRpc.ECHO, Handlers.unary(this::echo))
                .add(EchoRpc.NOTE, Handlers.oneWay(this::note))
                .add(
                        EchoRpc.POUR,
                        Handlers.asyncServerStreaming(
                                (order, call) -> new Repetition<>(message(order), order.getMessages())))
                .build();
    }

    private static Payload message(Order order) {
        return Payload.newBuilder()
                .setData(ByteString.copyFrom(new byte[order.getBytes()]))
                .build();
    }
}
