package dev.tern.rpc.interop;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.MessageStream;
import io.grpc.testing.integration.Messages.ResponseParameters;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallResponse;
import io.grpc.testing.integration.Messages.StreamingOutputCallRequest;
import io.grpc.testing.integration.Messages.StreamingOutputCallResponse;
import io.grpc.testing.integration.TestServiceRpc;
import java.util.List;

/**
 * The cases of compression. Those in which the client compresses begin with a probe: a request that says it is compressed and
 * is not, to see whether the server looks. Variants do without, for servers that don't.
 */
final class CompressionCases {
    /** What a probe is called when it is not refused. */
    static final String PROBE = "the probe";

    private static final int FIRST_REQUEST_BYTES = 27_182;
    private static final int SECOND_REQUEST_BYTES = 45_904;
    private static final int FIRST_REPLY_BYTES = 31_415;
    private static final int SECOND_REPLY_BYTES = 92_653;

    private CompressionCases() {}

    static void clientCompressedUnary(Subject server) {
        Check.fails(StatusCode.INVALID_ARGUMENT, PROBE, () -> server.stub().unaryCall(unary(true)));
        clientCompressedUnaryNoProbe(server);
    }

    static void clientCompressedUnaryNoProbe(Subject server) {
        TestServiceRpc.BlockingStub stub = compressing(server);
        UnaryCases.requireSize(UnaryCases.REPLY_BYTES, stub.unaryCall(unary(true)));
        UnaryCases.requireSize(UnaryCases.REPLY_BYTES, stub.unaryCall(unary(false)));
    }

    static void serverCompressedUnary(Subject server) {
        for (boolean compressed : new boolean[] {true, false}) {
            CallRecord call = new CallRecord();
            SimpleRequest request = UnaryCases.largeRequest()
                    .setResponseCompressed(ExpectedCompression.value(compressed))
                    .build();
            UnaryCases.requireSize(
                    UnaryCases.REPLY_BYTES, server.stub().withInterceptors(call).unaryCall(request));
            Check.equal(List.of(compressed), call.compressed(), "whether the reply is compressed");
        }
    }

    static void clientCompressedStreaming(Subject server) {
        Check.fails(StatusCode.INVALID_ARGUMENT, PROBE, () -> {
            try (BlockingUpload<StreamingInputCallRequest, StreamingInputCallResponse> upload =
                    server.stub().streamingInputCall()) {
                upload.send(streaming(true, FIRST_REQUEST_BYTES));
                upload.finish();
            }
        });
        clientCompressedStreamingNoProbe(server);
    }

    static void clientCompressedStreamingNoProbe(Subject server) {
        try (BlockingUpload<StreamingInputCallRequest, StreamingInputCallResponse> upload =
                compressing(server).streamingInputCall()) {
            upload.send(streaming(true, FIRST_REQUEST_BYTES));
            upload.send(streaming(false, SECOND_REQUEST_BYTES));
            Check.equal(73_086, upload.finish().getAggregatedPayloadSize(), "the aggregated size");
        }
    }

    static void serverCompressedStreaming(Subject server) {
        StreamingOutputCallRequest request = StreamingOutputCallRequest.newBuilder()
                .addResponseParameters(reply(true, FIRST_REPLY_BYTES))
                .addResponseParameters(reply(false, SECOND_REPLY_BYTES))
                .build();
        CallRecord call = new CallRecord();
        try (MessageStream<StreamingOutputCallResponse> replies =
                server.stub().withInterceptors(call).streamingOutputCall(request)) {
            StreamingCases.requireSize(FIRST_REPLY_BYTES, replies.next());
            StreamingCases.requireSize(SECOND_REPLY_BYTES, replies.next());
            Check.that(!replies.hasNext(), "there are two replies");
        }
        Check.equal(List.of(true, false), call.compressed(), "whether the replies are compressed");
    }

    private static TestServiceRpc.BlockingStub compressing(Subject server) {
        return server.stub().withCompressor(Compressor.GZIP).withInterceptors(new CompressAsExpected());
    }

    private static SimpleRequest unary(boolean compressed) {
        return UnaryCases.largeRequest()
                .setExpectCompressed(ExpectedCompression.value(compressed))
                .build();
    }

    private static StreamingInputCallRequest streaming(boolean compressed, int bytes) {
        return StreamingInputCallRequest.newBuilder()
                .setExpectCompressed(ExpectedCompression.value(compressed))
                .setPayload(Payloads.zeros(bytes))
                .build();
    }

    private static ResponseParameters.Builder reply(boolean compressed, int bytes) {
        return ResponseParameters.newBuilder()
                .setCompressed(ExpectedCompression.value(compressed))
                .setSize(bytes);
    }
}
