package dev.tern.rpc.stub;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerCallListener;
import org.jspecify.annotations.Nullable;

/** A call served by a blocking method: the call's events run on the thread of the method itself, when it waits. */
final class BlockingServing<Q, R> implements ReplySink<R>, ServerCallListener<Q> {
    private final ServerCall<Q, R> call;
    private final EventPump pump = new EventPump();
    private final PulledMessages<Q> requests;

    private volatile @Nullable Status ended;

    private BlockingServing(ServerCall<Q, R> call) {
        this.call = call;
        this.requests = new PulledMessages<>(pump, call::request, () -> {});
    }

    /** A method's own work. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    static <Q, R> BlockingServing<Q, R> listen(ServerCall<Q, R> call) {
        BlockingServing<Q, R> serving = new BlockingServing<>(call);
        call.listen(serving, serving.pump);
        if (!call.method().kind().hasSingleRequest()) {
            serving.requests.begin();
        }
        return serving;
    }

    /** Runs the method to its end, and ends the call with OK unless it ended or failed. */
    void run(Body method) {
        try {
            method.run();
            call.close(Status.OK);
        } catch (Exception failure) {
            call.fail(failure);
        } finally {
            pump.finish();
        }
    }

    MessageStream<Q> requests() {
        return requests;
    }

    @Override
    public void send(R reply) {
        Waits.await(pump, () -> ended != null || call.isReady(), () -> {});
        Status end = ended;
        if (end != null) {
            throw new RpcException(gone(end));
        }
        call.send(reply);
    }

    @Override
    public void onMessage(Q message) {
        requests.add(message);
    }

    @Override
    public void onHalfClose() {
        requests.end(null);
    }

    @Override
    public void onClose(Status status) {
        ended = status;
        requests.end(new RpcException(gone(status)));
    }

    /** What a method hears that still reads or writes when its call is over. */
    private static Status gone(Status end) {
        return end.isOk() ? StatusCode.CANCELLED.withMessage("the call has ended") : end;
    }
}
