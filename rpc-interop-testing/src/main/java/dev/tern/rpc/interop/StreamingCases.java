package dev.tern.rpc.interop;

import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.MessageStream;
import io.grpc.testing.integration.Messages.ResponseParameters;
import io.grpc.testing.integration.Messages.StreamingInputCallRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallResponse;
import io.grpc.testing.integration.Messages.StreamingOutputCallRequest;
import io.grpc.testing.integration.Messages.StreamingOutputCallResponse;
import java.util.List;

/** The cases of streams that go well. */
final class StreamingCases {
    private static final List<Integer> REQUEST_BYTES = List.of(27_182, 8, 1_828, 45_904);
    private static final List<Integer> REPLY_BYTES = List.of(31_415, 9, 2_653, 58_979);

    private StreamingCases() {}

    static void clientStreaming(Subject server) {
        try (BlockingUpload<StreamingInputCallRequest, StreamingInputCallResponse> upload =
                server.stub().streamingInputCall()) {
            for (int bytes : REQUEST_BYTES) {
                upload.send(StreamingInputCallRequest.newBuilder()
                        .setPayload(Payloads.zeros(bytes))
                        .build());
            }
            Check.equal(74_922, upload.finish().getAggregatedPayloadSize(), "the aggregated size");
        }
    }

    static void serverStreaming(Subject server) {
        StreamingOutputCallRequest.Builder request = StreamingOutputCallRequest.newBuilder();
        REPLY_BYTES.forEach(bytes -> request.addResponseParameters(ofSize(bytes)));
        try (MessageStream<StreamingOutputCallResponse> replies = server.stub().streamingOutputCall(request.build())) {
            for (int bytes : REPLY_BYTES) {
                requireSize(bytes, replies.next());
            }
            Check.that(!replies.hasNext(), "there are four replies");
        }
    }

    static void pingPong(Subject server) {
        try (BlockingExchange<StreamingOutputCallRequest, StreamingOutputCallResponse> exchange =
                server.stub().fullDuplexCall()) {
            for (int i = 0; i < REQUEST_BYTES.size(); i++) {
                exchange.send(request(REQUEST_BYTES.get(i), REPLY_BYTES.get(i)));
                requireSize(REPLY_BYTES.get(i), exchange.replies().next());
            }
            exchange.finishSending();
            Check.that(!exchange.replies().hasNext(), "there are four replies");
        }
    }

    static void emptyStream(Subject server) {
        try (BlockingExchange<StreamingOutputCallRequest, StreamingOutputCallResponse> exchange =
                server.stub().fullDuplexCall()) {
            exchange.finishSending();
            Check.that(!exchange.replies().hasNext(), "there is no reply");
        }
    }

    /** A request with a payload of one size that asks for a reply of another. */
    static StreamingOutputCallRequest request(int bytes, int replyBytes) {
        return StreamingOutputCallRequest.newBuilder()
                .setPayload(Payloads.zeros(bytes))
                .addResponseParameters(ofSize(replyBytes))
                .build();
    }

    static void requireSize(int bytes, StreamingOutputCallResponse reply) {
        Check.equal(bytes, reply.getPayload().getBody().size(), "the size of a reply's payload");
    }

    private static ResponseParameters ofSize(int bytes) {
        return ResponseParameters.newBuilder().setSize(bytes).build();
    }
}
