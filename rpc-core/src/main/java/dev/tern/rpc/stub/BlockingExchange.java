package dev.tern.rpc.stub;

import dev.tern.rpc.Outcome;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import org.jspecify.annotations.Nullable;

/**
 * A call with requests and replies in any interleaving. One thread may send while another reads, or one may do both as
 * long as it does not send more than flow control holds while nobody reads.
 *
 * <p>Close it: that cancels the call unless it has ended.
 *
 * @param <Q> the request
 * @param <R> the reply
 */
public final class BlockingExchange<Q, R> implements AutoCloseable {
    private final ClientCall<Q, R> call;
    private final EventPump pump = new EventPump();
    private final PulledMessages<R> replies;

    private volatile @Nullable Outcome outcome;

    private BlockingExchange(ClientCall<Q, R> call) {
        this.call = call;
        this.replies = new PulledMessages<>(pump, call::request, this::giveUp);
    }

    static <Q, R> BlockingExchange<Q, R> start(ClientCall<Q, R> call) {
        BlockingExchange<Q, R> exchange = new BlockingExchange<>(call);
        call.start(exchange.new Events(), exchange.pump);
        exchange.replies.begin();
        return exchange;
    }

    /**
     * Sends a request; waits while the peer is slow.
     *
     * @throws RpcException if the call has ended, saying how: with OK if the server wants no more requests
     */
    public void send(Q request) {
        Waits.await(pump, () -> outcome != null || call.isReady(), this::giveUp);
        Outcome end = outcome;
        if (end != null) {
            throw new RpcException(end);
        }
        call.send(request, false);
    }

    /** Says that no more requests follow. */
    public void finishSending() {
        call.halfClose();
    }

    /** The replies, to be read by one thread. The same object each time. */
    public MessageStream<R> replies() {
        return replies;
    }

    /** Cancels the call unless it has ended. Idempotent. */
    @Override
    public void close() {
        replies.close();
    }

    /** The single request of a server stream. */
    void sendOnly(Q request) {
        call.send(request, true);
    }

    private void giveUp() {
        call.cancel("the caller closed the stream before its end", null);
        pump.finish();
    }

    private final class Events implements ClientCallListener<R> {
        @Override
        public void onMessage(R message) {
            replies.add(message);
        }

        @Override
        public void onClose(Outcome end) {
            outcome = end;
            replies.end(end.isOk() ? null : new RpcException(end));
            // A reply may come yet, if this side decided the end, and has to be thrown away: nobody waits here any
            // more.
            pump.finish();
        }
    }
}
