package dev.tern.rpc.interop;

import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.netty.NettyTransport;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The cases of the interop client, in the order of gRPC's description of them. Those are missing that need an account in a
 * cloud, a caching proxy, or load reports.
 */
enum TestCase {
    EMPTY_UNARY(UnaryCases::emptyUnary),
    LARGE_UNARY(UnaryCases::largeUnary),
    CLIENT_COMPRESSED_UNARY(CompressionCases::clientCompressedUnary),
    CLIENT_COMPRESSED_UNARY_NOPROBE(CompressionCases::clientCompressedUnaryNoProbe),
    SERVER_COMPRESSED_UNARY(CompressionCases::serverCompressedUnary),
    CLIENT_STREAMING(StreamingCases::clientStreaming),
    CLIENT_COMPRESSED_STREAMING(CompressionCases::clientCompressedStreaming),
    CLIENT_COMPRESSED_STREAMING_NOPROBE(CompressionCases::clientCompressedStreamingNoProbe),
    SERVER_STREAMING(StreamingCases::serverStreaming),
    SERVER_COMPRESSED_STREAMING(CompressionCases::serverCompressedStreaming),
    PING_PONG(StreamingCases::pingPong),
    EMPTY_STREAM(StreamingCases::emptyStream),
    CUSTOM_METADATA(MetadataAndStatusCases::customMetadata),
    STATUS_CODE_AND_MESSAGE(MetadataAndStatusCases::statusCodeAndMessage),
    SPECIAL_STATUS_MESSAGE(MetadataAndStatusCases::specialStatusMessage),
    UNIMPLEMENTED_METHOD(MetadataAndStatusCases::unimplementedMethod),
    UNIMPLEMENTED_SERVICE(MetadataAndStatusCases::unimplementedService),
    CANCEL_AFTER_BEGIN(EarlyEndCases::cancelAfterBegin),
    CANCEL_AFTER_FIRST_RESPONSE(EarlyEndCases::cancelAfterFirstResponse),
    TIMEOUT_ON_SLEEPING_SERVER(EarlyEndCases::timeoutOnSleepingServer),
    VERY_LARGE_REQUEST(UnaryCases::veryLargeRequest),
    PICK_FIRST_UNARY(UnaryCases::pickFirstUnary),
    RPC_SOAK(SoakCases::rpcSoak),
    CHANNEL_SOAK(SoakCases::channelSoak);

    @SuppressWarnings("ImmutableEnumChecker") // a static method, all of them
    private final Body body;

    TestCase(Body body) {
        this.body = body;
    }

    /**
     * The case of this name, in lower case.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    static TestCase of(String name) {
        for (TestCase testCase : values()) {
            if (testCase.toString().equals(name)) {
                return testCase;
            }
        }
        String names = Arrays.stream(values()).map(TestCase::toString).collect(Collectors.joining(" "));
        throw new IllegalArgumentException("--test_case '" + name + "' is not one of " + names);
    }

    /**
     * Runs the case on a channel of its own.
     *
     * @throws AssertionError if the server does not do as it should
     * @throws dev.tern.rpc.RpcException if a call fails that should not
     */
    void run(Target target, Soak soak) throws Exception {
        try (NettyTransport transport = Target.transport();
                ClientChannel channel = target.connect(transport)) {
            body.run(new Subject(channel, () -> target.connect(transport), soak));
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    @FunctionalInterface
    private interface Body {
        void run(Subject server) throws Exception;
    }
}
