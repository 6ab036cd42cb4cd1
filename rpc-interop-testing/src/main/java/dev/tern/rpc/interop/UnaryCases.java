package dev.tern.rpc.interop;

import io.grpc.testing.integration.EmptyProtos.Empty;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.Messages.SimpleResponse;

/** The cases of one request and one reply. */
final class UnaryCases {
    static final int REQUEST_BYTES = 271_828;
    static final int REPLY_BYTES = 314_159;

    /** As grpc-java has it: above what servers accept unless they are told to. */
    private static final int VERY_LARGE_BYTES = 10 << 20;

    private static final int SMALL_REPLY_BYTES = 10;
    private static final int PICKS = 100;

    private UnaryCases() {}

    static void emptyUnary(Subject server) {
        Empty reply = server.stub().emptyCall(Empty.getDefaultInstance());
        Check.equal(Empty.getDefaultInstance(), reply, "the reply");
    }

    static void largeUnary(Subject server) {
        requireSize(REPLY_BYTES, server.stub().unaryCall(largeRequest().build()));
    }

    static void veryLargeRequest(Subject server) {
        SimpleRequest request = SimpleRequest.newBuilder()
                .setPayload(Payloads.zeros(VERY_LARGE_BYTES))
                .setResponseSize(SMALL_REPLY_BYTES)
                .build();
        requireSize(SMALL_REPLY_BYTES, server.stub().unaryCall(request));
    }

    /** Whatever the channel knows of the server's addresses, all calls go to one server. */
    static void pickFirstUnary(Subject server) {
        SimpleRequest request = SimpleRequest.newBuilder()
                .setPayload(Payloads.zeros(1))
                .setResponseSize(1)
                .setFillServerId(true)
                .build();
        String first = server.stub().unaryCall(request).getServerId();
        for (int i = 0; i < PICKS; i++) {
            Check.equal(first, server.stub().unaryCall(request).getServerId(), "the server's id");
        }
    }

    /** What several cases send, and add to. */
    static SimpleRequest.Builder largeRequest() {
        return SimpleRequest.newBuilder()
                .setPayload(Payloads.zeros(REQUEST_BYTES))
                .setResponseSize(REPLY_BYTES);
    }

    static void requireSize(int bytes, SimpleResponse reply) {
        Check.equal(bytes, reply.getPayload().getBody().size(), "the size of the reply's payload");
    }
}
