package dev.tern.rpc.benchmarks.compare.grpcjava;

import dev.tern.rpc.benchmarks.compare.harness.Extras;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.Map;

/** Looks up the last entry that is to come with each call. */
final class ExpectedMetadata implements ServerInterceptor {
    private final Metadata.Key<String> expected;

    ExpectedMetadata(Extras extras) {
        List<Map.Entry<String, String>> entries = extras.metadata();
        this.expected = key(entries.get(entries.size() - 1).getKey());
    }

    /** Has a channel send what is to come. */
    static ClientInterceptor sent(Extras extras) {
        Metadata metadata = new Metadata();
        extras.metadata().forEach(entry -> metadata.put(key(entry.getKey()), entry.getValue()));
        return MetadataUtils.newAttachHeadersInterceptor(metadata);
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (headers.get(expected) == null) {
            throw new IllegalStateException("called without " + expected.name());
        }
        return next.startCall(call, headers);
    }
}
