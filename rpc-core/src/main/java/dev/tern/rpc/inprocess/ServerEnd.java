package dev.tern.rpc.inprocess;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.ServerStream;
import dev.tern.rpc.transport.StreamListener;
import org.jspecify.annotations.Nullable;

/** The server's side of a call. Its first turn, which nobody starts before the call is announced, tells the server of it. */
final class ServerEnd extends StreamEnd implements ServerStream {
    /** Null until announced; used by the thread that has the turn. */
    private @Nullable StreamListener listener;

    /** Whether headers or a message were sent; used by the sending thread. */
    private boolean hasAnswered;

    ServerEnd(Exchange exchange) {
        super(exchange);
    }

    /** Asks the server for its listener on the first turn. */
    @Override
    StreamListener listener() {
        StreamListener known = listener;
        if (known == null) {
            listener = NOBODY;
            known = exchange.link().accept(this, exchange.head());
            listener = known;
        }
        return known;
    }

    @Override
    public void sendHeaders(Metadata headers) {
        if (hasEnded()) {
            return;
        }
        if (hasAnswered) {
            throw new IllegalStateException("headers after headers or a message of " + exchange);
        }
        Status refusal = limits().refusalOf(headers, "reply metadata");
        if (refusal != null) {
            cancel(refusal);
            return;
        }
        hasAnswered = true;
        exchange.client().receive(new Item.Headers(headers));
        exchange.client().signal();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if {@code endOfStream} is true
     */
    @Override
    public <T> void send(T message, Marshaller<T> marshaller, boolean endOfStream) {
        if (endOfStream) {
            throw new IllegalArgumentException("a server ends a stream with reply or close, not with endOfStream");
        }
        Parcel parcel = pack(message, marshaller);
        if (parcel != null) {
            hasAnswered = true;
            exchange.client().receive(parcel);
            exchange.client().signal();
        }
    }

    /** {@inheritDoc} Client only. */
    @Override
    public void halfClose() {
        throw new UnsupportedOperationException("a server ends a stream with reply or close, not with halfClose");
    }

    @Override
    public <T> void reply(T message, Marshaller<T> marshaller, Metadata trailers) {
        Parcel parcel = pack(message, marshaller);
        if (parcel == null) {
            return;
        }
        if (mayClose(trailers)) {
            exchange.client().receive(parcel);
            sendEnd(Status.OK, trailers);
        } else {
            parcel.discard();
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (mayClose(trailers)) {
            sendEnd(status, trailers);
        }
    }

    /** Whether this caller is the one who ends the stream, with these trailers; if they are too long nobody does. */
    private boolean mayClose(Metadata trailers) {
        Status refusal = limits().refusalOf(trailers, "trailing metadata");
        if (refusal != null) {
            cancel(refusal);
            return false;
        }
        return claimEnd();
    }

    private void sendEnd(Status status, Metadata trailers) {
        exchange.client().receive(Ending.fromPeer(status, trailers));
        exchange.client().signal();
        endWith(Ending.HANDED_OVER);
    }

    @Override
    public void cancel(Status status) {
        if (!claimEnd()) {
            return;
        }
        if (exchange.client().claimEnd()) {
            exchange.client().endWith(Ending.fromPeer(status, Metadata.EMPTY));
        }
        endWith(Ending.here(status, false));
    }

    /** Stands in for the listener that the server failed to give. */
    private static final StreamListener NOBODY = new StreamListener() {
        @Override
        public void onHeaders(Metadata headers) {}

        @Override
        public void onMessage(InboundMessage message) {
            message.discard();
        }

        @Override
        public void onHalfClose() {}

        @Override
        public void onReady() {}

        @Override
        public void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent) {}
    };
}
