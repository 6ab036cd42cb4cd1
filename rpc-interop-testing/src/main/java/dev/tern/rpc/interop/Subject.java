package dev.tern.rpc.interop;

import dev.tern.rpc.client.ClientChannel;
import io.grpc.testing.integration.TestServiceRpc;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The server under test, as a case meets it.
 *
 * @param channel to the server, for this case alone
 * @param connecting makes further channels; who does closes them
 * @param soak for the cases that soak
 */
record Subject(ClientChannel channel, Supplier<ClientChannel> connecting, Soak soak) {
    /** Bounds a case whose server never answers; no call takes nearly as long. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A stub of the service that the cases are about. */
    TestServiceRpc.BlockingStub stub() {
        return stub(channel);
    }

    /** As {@link #stub()}, on another channel. */
    static TestServiceRpc.BlockingStub stub(ClientChannel channel) {
        return TestServiceRpc.blockingStub(channel).withDeadlineAfter(PATIENCE);
    }
}
