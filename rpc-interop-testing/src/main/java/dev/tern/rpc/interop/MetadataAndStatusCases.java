package dev.tern.rpc.interop;

import dev.tern.rpc.Outcome;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.stub.BlockingExchange;
import io.grpc.testing.integration.EmptyProtos.Empty;
import io.grpc.testing.integration.Messages.EchoStatus;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.Messages.StreamingOutputCallRequest;
import io.grpc.testing.integration.Messages.StreamingOutputCallResponse;
import io.grpc.testing.integration.TestServiceRpc;
import io.grpc.testing.integration.UnimplementedServiceRpc;
import java.util.Arrays;

/** The cases of what travels beside messages: metadata, and how a call ends. */
final class MetadataAndStatusCases {
    private static final String INITIAL = "test_initial_metadata_value";
    private static final byte[] TRAILING = {(byte) 0xab, (byte) 0xab, (byte) 0xab};

    private MetadataAndStatusCases() {}

    static void customMetadata(Subject server) throws InterruptedException {
        TestServiceRpc.BlockingStub stub =
                server.stub().withMetadata(MetadataEcho.INITIAL, INITIAL).withMetadata(MetadataEcho.TRAILING, TRAILING);

        CallRecord unary = new CallRecord();
        UnaryCases.requireSize(
                UnaryCases.REPLY_BYTES,
                stub.withInterceptors(unary).unaryCall(UnaryCases.largeRequest().build()));
        requireEcho(unary);

        CallRecord duplex = new CallRecord();
        try (BlockingExchange<StreamingOutputCallRequest, StreamingOutputCallResponse> exchange =
                stub.withInterceptors(duplex).fullDuplexCall()) {
            exchange.send(StreamingCases.request(UnaryCases.REQUEST_BYTES, UnaryCases.REPLY_BYTES));
            exchange.finishSending();
            StreamingCases.requireSize(
                    UnaryCases.REPLY_BYTES, exchange.replies().next());
            Check.that(!exchange.replies().hasNext(), "there is one reply");
        }
        requireEcho(duplex);
    }

    static void statusCodeAndMessage(Subject server) {
        Status status = StatusCode.UNKNOWN.withMessage("test status message");
        requireStatusOfUnaryCall(status, server);
        requireEqual(
                status,
                Check.fails(status.code(), "the full-duplex call", () -> {
                            try (BlockingExchange<StreamingOutputCallRequest, StreamingOutputCallResponse> exchange =
                                    server.stub().fullDuplexCall()) {
                                exchange.send(StreamingOutputCallRequest.newBuilder()
                                        .setResponseStatus(echo(status))
                                        .build());
                                exchange.finishSending();
                                Check.that(!exchange.replies().hasNext(), "there is no reply");
                            }
                        })
                        .status());
    }

    static void specialStatusMessage(Subject server) {
        String special = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \ud83d\ude08\t\n";
        requireStatusOfUnaryCall(StatusCode.UNKNOWN.withMessage(special), server);
    }

    static void unimplementedMethod(Subject server) {
        Check.fails(
                StatusCode.UNIMPLEMENTED,
                "the call",
                () -> server.stub().unimplementedCall(Empty.getDefaultInstance()));
    }

    static void unimplementedService(Subject server) {
        Check.fails(
                StatusCode.UNIMPLEMENTED,
                "the call",
                () -> UnimplementedServiceRpc.blockingStub(server.channel())
                        .withDeadlineAfter(Subject.PATIENCE)
                        .unimplementedCall(Empty.getDefaultInstance()));
    }

    private static void requireEcho(CallRecord call) throws InterruptedException {
        Outcome outcome = call.outcome();
        Check.equal(INITIAL, call.headers().first(MetadataEcho.INITIAL).orElse("(none)"), "the echo in the headers");
        Check.that(
                outcome.trailers()
                        .first(MetadataEcho.TRAILING)
                        .filter(value -> Arrays.equals(TRAILING, value))
                        .isPresent(),
                "the echo is in the trailers");
    }

    private static void requireStatusOfUnaryCall(Status status, Subject server) {
        SimpleRequest request =
                SimpleRequest.newBuilder().setResponseStatus(echo(status)).build();
        requireEqual(
                status,
                Check.fails(status.code(), "the unary call", () -> server.stub().unaryCall(request))
                        .status());
    }

    private static void requireEqual(Status expected, Status actual) {
        Check.equal(expected.message(), actual.message(), "the status message");
    }

    private static EchoStatus echo(Status status) {
        return EchoStatus.newBuilder()
                .setCode(status.code().number())
                .setMessage(status.message())
                .build();
    }
}
