package dev.tern.rpc.interop;

import com.google.protobuf.ByteString;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.stub.MessageStream;
import dev.tern.rpc.stub.ReplySink;
import io.grpc.testing.integration.EmptyProtos.Empty;
import io.grpc.testing.integration.Messages.EchoStatus;
import io.grpc.testing.integration.Messages.Payload;
import io.grpc.testing.integration.Messages.PayloadType;
import io.grpc.testing.integration.Messages.ResponseParameters;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.Messages.SimpleResponse;
import io.grpc.testing.integration.Messages.StreamingInputCallRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallResponse;
import io.grpc.testing.integration.Messages.StreamingOutputCallRequest;
import io.grpc.testing.integration.Messages.StreamingOutputCallResponse;
import io.grpc.testing.integration.TestServiceRpc;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * {@code grpc.testing.TestService} as gRPC's description of its interop servers has it, in blocking style. Answers with what
 * requests ask for: payloads of a size, a status, pauses. {@code UnimplementedCall} is not overridden: that is its point.
 */
final class InteropService implements TestServiceRpc.Service {
    /** As the description has it: a minute. */
    private static final String CACHEABLE = "max-age=60, public";

    private static final Metadata.Key<String> CACHE_CONTROL = Metadata.Key.text("cache-control");

    /** How many replies a half-duplex call may ask for, all of which are remembered until it may have them. */
    private static final int MAX_HELD_REPLIES = 10_000;

    /** The same for all calls to this server, and for no other server. */
    private final String serverId = "tern-" + UUID.randomUUID();

    @Override
    public Empty emptyCall(Empty request, CallContext call) {
        return Empty.getDefaultInstance();
    }

    @Override
    public SimpleResponse unaryCall(SimpleRequest request, CallContext call) {
        requireKnown(request.getResponseType());
        requireNoEnd(request.getResponseStatus());
        call.compressReplies(request.getResponseCompressed().getValue());
        SimpleResponse.Builder reply = SimpleResponse.newBuilder();
        if (request.getResponseSize() != 0) {
            reply.setPayload(Payloads.zeros(request.getResponseSize()));
        }
        if (request.getFillServerId()) {
            reply.setServerId(serverId);
        }
        return reply.build();
    }

    @Override
    public SimpleResponse cacheableUnaryCall(SimpleRequest request, CallContext call) {
        call.addHeader(CACHE_CONTROL, CACHEABLE);
        ByteString now = ByteString.copyFromUtf8(Long.toString(System.nanoTime()));
        return SimpleResponse.newBuilder()
                .setPayload(Payload.newBuilder().setBody(now))
                .build();
    }

    @Override
    public void streamingOutputCall(
            StreamingOutputCallRequest request, ReplySink<StreamingOutputCallResponse> replies, CallContext call) {
        answer(request, new PacedReplies(replies, call));
    }

    @Override
    public StreamingInputCallResponse streamingInputCall(
            MessageStream<StreamingInputCallRequest> requests, CallContext call) {
        int bytes = 0;
        for (StreamingInputCallRequest request : requests) {
            bytes += request.getPayload().getBody().size();
        }
        return StreamingInputCallResponse.newBuilder()
                .setAggregatedPayloadSize(bytes)
                .build();
    }

    @Override
    public void fullDuplexCall(
            MessageStream<StreamingOutputCallRequest> requests,
            ReplySink<StreamingOutputCallResponse> replies,
            CallContext call) {
        PacedReplies paced = new PacedReplies(replies, call);
        for (StreamingOutputCallRequest request : requests) {
            answer(request, paced);
        }
    }

    @Override
    public void halfDuplexCall(
            MessageStream<StreamingOutputCallRequest> requests,
            ReplySink<StreamingOutputCallResponse> replies,
            CallContext call) {
        List<ResponseParameters> held = new ArrayList<>();
        for (StreamingOutputCallRequest request : requests) {
            held.addAll(request.getResponseParametersList());
            if (held.size() > MAX_HELD_REPLIES) {
                throw StatusCode.RESOURCE_EXHAUSTED
                        .withMessage(held.size() + " replies asked for; " + MAX_HELD_REPLIES + " can be held")
                        .asException();
            }
        }
        new PacedReplies(replies, call).send(held);
    }

    private static void answer(StreamingOutputCallRequest request, PacedReplies replies) {
        requireKnown(request.getResponseType());
        requireNoEnd(request.getResponseStatus());
        replies.send(request.getResponseParametersList());
    }

    private static void requireKnown(PayloadType type) {
        if (type != PayloadType.COMPRESSABLE) {
            throw StatusCode.INVALID_ARGUMENT
                    .withMessage("payload type " + type + " is not known")
                    .asException();
        }
    }

    /** Ends the call with the status that its client asked for, if any. */
    private static void requireNoEnd(EchoStatus status) {
        StatusCode code = StatusCode.ofNumber(status.getCode());
        if (code != StatusCode.OK) {
            throw code.withMessage(status.getMessage()).asException();
        }
    }
}
