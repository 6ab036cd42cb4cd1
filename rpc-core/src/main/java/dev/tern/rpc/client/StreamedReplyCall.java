package dev.tern.rpc.client;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.DirectExecutor;
import dev.tern.rpc.concurrent.SerialQueue;
import dev.tern.rpc.transport.InboundMessage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A call with a stream either way: what comes back goes through a queue to the executor, in order. */
final class StreamedReplyCall<Q, R> extends ChannelCall<Q, R> {
    private enum Signal {
        READY
    }

    /** Metadata, InboundMessage, Signal or Outcome; bounded by the demand for messages. */
    private final SerialQueue<Object> events = new SerialQueue<>(this::tell);

    /** Whether a reply has come, of a kind with only one. Touched in {@link #tell} only. */
    private boolean replied;

    /**
     * What is wrong with the replies, null while nothing is: it counts even if the server's OK came before it was found.
     * Touched in {@link #tell} only.
     */
    private @Nullable Status fault;

    /** Whether the listener has heard the end. Touched in {@link #tell} only. */
    private boolean endTold;

    StreamedReplyCall(ClientChannel channel, MethodDescriptor<Q, R> method, CallOptions options) {
        super(channel, method, options);
    }

    @Override
    void onStart(Executor executor) {
        events.open(executor == DirectExecutor.INSTANCE ? null : executor);
    }

    @Override
    public void onHeaders(Metadata headers) {
        markAnswered();
        events.offer(headers);
    }

    @Override
    public void onMessage(InboundMessage message) {
        markAnswered();
        countReply();
        events.offer(message);
    }

    @Override
    public void onHalfClose() {
        throw new IllegalStateException("only servers hear of the client's last message");
    }

    @Override
    public void onReady() {
        events.offer(Signal.READY);
    }

    @Override
    void deliverEnd(Outcome outcome) {
        events.offer(outcome);
    }

    @Override
    void discardUndelivered() {
        // Every message went into the queue, and what comes out of it after the end is discarded there.
    }

    private void tell(Object event) {
        try {
            if (event instanceof InboundMessage message) {
                tellMessage(message);
            } else if (endTold) {
                return;
            } else if (event instanceof Outcome end) {
                endTold = true;
                Outcome known = checked(end);
                report(known);
                listener().onClose(known);
            } else if (event instanceof Metadata headers) {
                listener().onHeaders(headers);
            } else if (outcome() == null) {
                listener().onReady();
            }
        } catch (RuntimeException | Error failure) {
            fault = listenerFailed(failure);
        }
    }

    private void tellMessage(InboundMessage message) {
        Outcome end = outcome();
        // What came before the peer's own end is still delivered; once this side gave up, nothing is.
        if (endTold || fault != null || (end != null && end.origin() == Origin.THIS_SIDE)) {
            message.discard();
            return;
        }
        if (method().kind().hasSingleReply() && replied) {
            message.discard();
            fail(StatusCode.INTERNAL.withMessage("the server sent two replies to a call of kind " + method().kind()));
            return;
        }
        replied = true;
        R decoded;
        try {
            decoded = decode(message);
        } catch (RuntimeException failure) {
            fail(StatusCode.INTERNAL
                    .withMessage("a reply could not be decoded: " + failure)
                    .withCause(failure));
            return;
        }
        listener().onMessage(decoded);
    }

    private void fail(Status status) {
        fault = status;
        end(status);
    }

    private Outcome checked(Outcome end) {
        if (!end.isOk()) {
            return end;
        }
        if (fault != null) {
            return failedReply(fault);
        }
        return method().kind().hasSingleReply() && !replied
                ? failedReply(StatusCode.INTERNAL.withMessage("the server ended the call with OK and no reply"))
                : end;
    }
}
