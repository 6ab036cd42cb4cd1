package dev.tern.rpc.interop.js;

import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** What a greeter on grpc-js must do for a client on Tern. */
enum GreeterCase {
    UNARY(MessageCases::unary),
    SERVER_STREAMING(MessageCases::serverStreaming),
    CLIENT_STREAMING(MessageCases::clientStreaming),
    BIDI_STREAMING(MessageCases::bidiStreaming),
    LARGE_MESSAGES(MessageCases::largeMessages),
    GZIP_REQUEST(MessageCases::gzipRequest),
    ONE_WAY_REACHES_THE_HANDLER(MessageCases::oneWayReachesTheHandler),
    REFUSAL(EndCases::refusal),
    STATUS_MESSAGE_BEYOND_ASCII(EndCases::statusMessageBeyondAscii),
    ERROR_DETAILS(EndCases::errorDetails),
    METADATA_BOTH_WAYS(EndCases::metadataBothWays),
    DEADLINE_EXCEEDED(EndCases::deadlineExceeded),
    CANCEL_MID_STREAM(EndCases::cancelMidStream),
    UNIMPLEMENTED_METHOD(EndCases::unimplementedMethod);

    /** Bounds a case whose server never answers; no call takes nearly as long. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("ImmutableEnumChecker") // a static method, all of them
    private final Consumer<ClientChannel> body;

    GreeterCase(Consumer<ClientChannel> body) {
        this.body = body;
    }

    /**
     * Runs the case.
     *
     * @throws AssertionError if the server does not do as it should
     * @throws dev.tern.rpc.RpcException if a call fails that should not
     */
    void run(ClientChannel channel) {
        body.accept(channel);
    }

    /** A stub whose calls end some time. */
    static GreeterRpc.BlockingStub greeter(ClientChannel channel) {
        return GreeterRpc.blockingStub(channel).withDeadlineAfter(PATIENCE);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
