package dev.tern.rpc.client;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.transport.InboundMessage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A unary or one-way call. All that comes back is delivered in one go when the call ends, so that it costs one hop to the
 * executor and no queue.
 */
final class SingleReplyCall<Q, R> extends ChannelCall<Q, R> implements Runnable {
    private static final byte READY = 1;
    private static final byte ENDED = 2;
    private static final byte SCHEDULED = 4;
    private static final VarHandle MAILBOX;

    static {
        try {
            MAILBOX = MethodHandles.lookup().findVarHandle(SingleReplyCall.class, "mailbox", byte.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What the listener has to be told; SCHEDULED while a run is due or under way, and for ever after the end. */
    @SuppressWarnings("UnusedVariable") // through MAILBOX
    private volatile byte mailbox;

    /**
     * What came. The transport's thread owns them until it ends the call with OK; then the run that delivers the end does.
     * If this side ends the call, nobody looks at them until the transport closes the stream and discards the message.
     */
    private @Nullable InboundMessage message;

    private Metadata headers = Metadata.EMPTY;

    SingleReplyCall(ClientChannel channel, MethodDescriptor<Q, R> method, CallOptions options) {
        super(channel, method, options);
    }

    @Override
    public void onHeaders(Metadata headers) {
        markAnswered();
        this.headers = headers;
    }

    @Override
    public void onMessage(InboundMessage message) {
        markAnswered();
        countReply();
        if (this.message == null && outcome() == null) {
            this.message = message;
            return;
        }
        message.discard();
        end(StatusCode.INTERNAL.withMessage("the server sent two replies to a call of kind " + method().kind()));
    }

    @Override
    public void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        if (!status.isOk()) {
            discardUndelivered();
        }
        super.onClosed(status, trailers, origin, neverSent);
    }

    @Override
    public void onHalfClose() {
        throw new IllegalStateException("only servers hear of the client's last message");
    }

    @Override
    public void onReady() {
        post(READY);
    }

    @Override
    void deliverEnd(Outcome outcome) {
        post(ENDED);
    }

    @Override
    void discardUndelivered() {
        if (message != null) {
            message.discard();
        }
    }

    /** Tells the listener what is in the mailbox; on the call's executor. */
    @Override
    public void run() {
        do {
            byte mail = (byte) MAILBOX.getAndSet(this, SCHEDULED);
            if ((mail & ENDED) != 0) {
                tellEnd();
                return;
            }
            if ((mail & READY) != 0) {
                tellReady();
            }
        } while (!MAILBOX.compareAndSet(this, SCHEDULED, (byte) 0));
    }

    private void post(byte what) {
        byte before = (byte) MAILBOX.getAndBitwiseOr(this, (byte) (what | SCHEDULED));
        if ((before & SCHEDULED) != 0) {
            return;
        }
        try {
            executor().execute(this);
        } catch (RejectedExecutionException refused) {
            // Better told on the transport's thread than never: somebody waits for it.
            run();
        }
    }

    private void tellReady() {
        try {
            listener().onReady();
        } catch (RuntimeException | Error failure) {
            listenerFailed(failure);
        }
    }

    private void tellEnd() {
        Outcome end = Objects.requireNonNull(outcome());
        if (end.isOk()) {
            end = tellAllBefore(end);
        }
        report(end);
        try {
            listener().onClose(end);
        } catch (RuntimeException | Error failure) {
            listenerFailed(failure);
        }
    }

    /** Tells what came before an end with OK; gives the end as it then is. */
    private Outcome tellAllBefore(Outcome end) {
        try {
            if (!headers.isEmpty()) {
                listener().onHeaders(headers);
            }
            return tellReply(end);
        } catch (RuntimeException | Error failure) {
            discardUndelivered();
            return failedReply(listenerFailed(failure));
        }
    }

    private Outcome tellReply(Outcome end) {
        InboundMessage reply = message;
        if (reply == null) {
            return method().kind() == MethodKind.ONE_WAY
                    ? end
                    : failedReply(StatusCode.INTERNAL.withMessage("the server ended the call with OK and no reply"));
        }
        message = null;
        R decoded;
        try {
            decoded = decode(reply);
        } catch (RuntimeException failure) {
            return failedReply(StatusCode.INTERNAL
                    .withMessage("the reply could not be decoded: " + failure)
                    .withCause(failure));
        }
        listener().onMessage(decoded);
        return end;
    }
}
