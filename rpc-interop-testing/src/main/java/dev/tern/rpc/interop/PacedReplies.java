package dev.tern.rpc.interop;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.stub.ReplySink;
import io.grpc.testing.integration.Messages.ResponseParameters;
import io.grpc.testing.integration.Messages.StreamingOutputCallResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The replies of one streaming call, each after the pause, of the size and compressed or not as it was asked for. For the
 * handler's thread.
 */
final class PacedReplies {
    private final ReplySink<StreamingOutputCallResponse> replies;
    private final CallContext call;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    PacedReplies(ReplySink<StreamingOutputCallResponse> replies, CallContext call) {
        this.replies = replies;
        this.call = call;
        // Only what is on before the first reply can be turned on later: the head has to name the compression.
        call.compressReplies(true);
        call.onCancel(reason -> cancelled.countDown());
    }

    /**
     * Sends a reply for each of the parameters.
     *
     * @throws dev.tern.rpc.RpcException if the call has ended: what is still to come is then not waited for
     */
    void send(List<ResponseParameters> wanted) {
        for (ResponseParameters parameters : wanted) {
            pause(parameters.getIntervalUs());
            call.compressReplies(parameters.getCompressed().getValue());
            replies.send(StreamingOutputCallResponse.newBuilder()
                    .setPayload(Payloads.zeros(parameters.getSize()))
                    .build());
        }
    }

    private void pause(int micros) {
        try {
            // Whether it was cut short matters to nobody: the next send says that the call is over.
            boolean unused = cancelled.await(micros, TimeUnit.MICROSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw StatusCode.UNAVAILABLE.withMessage("the server stops").asException();
        }
    }
}
