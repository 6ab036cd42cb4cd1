package dev.tern.rpc.interop;

import io.grpc.testing.integration.Messages.BoolValue;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallRequest;
import java.util.Optional;

/** What a request says about itself: whether its server may expect it to have come compressed. */
final class ExpectedCompression {
    private ExpectedCompression() {}

    /** Empty if the request says nothing, or is of a kind that has nothing to say. */
    static Optional<Boolean> of(Object request) {
        if (request instanceof SimpleRequest simple && simple.hasExpectCompressed()) {
            return Optional.of(simple.getExpectCompressed().getValue());
        }
        if (request instanceof StreamingInputCallRequest streaming && streaming.hasExpectCompressed()) {
            return Optional.of(streaming.getExpectCompressed().getValue());
        }
        return Optional.empty();
    }

    /** The field's value: set, and to this. */
    static BoolValue value(boolean compressed) {
        return BoolValue.newBuilder().setValue(compressed).build();
    }
}
