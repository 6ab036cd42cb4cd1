package dev.tern.rpc.interop;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.stub.BlockingExchange;
import io.grpc.testing.integration.Messages.StreamingOutputCallRequest;
import io.grpc.testing.integration.Messages.StreamingOutputCallResponse;
import java.time.Duration;

/** The cases of calls that end before their time. */
final class EarlyEndCases {
    private static final int REQUEST_BYTES = 27_182;
    private static final int REPLY_BYTES = 31_415;

    private EarlyEndCases() {}

    static void cancelAfterBegin(Subject server) throws InterruptedException {
        CallRecord call = new CallRecord();
        server.stub().withInterceptors(call).streamingInputCall().close();
        Check.equal(StatusCode.CANCELLED, call.outcome().status().code(), "the end of the call");
    }

    static void cancelAfterFirstResponse(Subject server) throws InterruptedException {
        CallRecord call = new CallRecord();
        try (BlockingExchange<StreamingOutputCallRequest, StreamingOutputCallResponse> exchange =
                server.stub().withInterceptors(call).fullDuplexCall()) {
            exchange.send(StreamingCases.request(REQUEST_BYTES, REPLY_BYTES));
            StreamingCases.requireSize(REPLY_BYTES, exchange.replies().next());
        }
        Check.equal(StatusCode.CANCELLED, call.outcome().status().code(), "the end of the call");
    }

    static void timeoutOnSleepingServer(Subject server) {
        Check.fails(StatusCode.DEADLINE_EXCEEDED, "the call", () -> {
            try (BlockingExchange<StreamingOutputCallRequest, StreamingOutputCallResponse> exchange =
                    server.stub().withDeadlineAfter(Duration.ofMillis(1)).fullDuplexCall()) {
                exchange.send(StreamingOutputCallRequest.newBuilder()
                        .setPayload(Payloads.zeros(REQUEST_BYTES))
                        .build());
                Check.that(!exchange.replies().hasNext(), "the server does not reply");
            }
        });
    }
}
