package dev.tern.rpc.inprocess;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.StreamListener;

/** The client's side of a call. */
final class ClientEnd extends StreamEnd {
    private final StreamListener listener;

    ClientEnd(Exchange exchange, StreamListener listener) {
        super(exchange);
        this.listener = listener;
    }

    @Override
    StreamListener listener() {
        return listener;
    }

    @Override
    public <T> void send(T message, Marshaller<T> marshaller, boolean endOfStream) {
        Parcel parcel = pack(message, marshaller);
        if (parcel == null) {
            return;
        }
        if ((endOfStream && !localEnded()) || !exchange.claimAnnouncement()) {
            parcel.discard();
            return;
        }
        exchange.server().receive(parcel);
        if (endOfStream) {
            afterLast();
        } else {
            exchange.server().signal();
        }
    }

    @Override
    public void halfClose() {
        if (localEnded() && exchange.claimAnnouncement()) {
            afterLast();
        }
    }

    private void afterLast() {
        exchange.server().receive(new Item.HalfClose());
        // The server has it in its queue, so a one-way call is over here whatever becomes of it there.
        if (exchange.head().kind() == MethodKind.ONE_WAY && claimEnd()) {
            endWith(Ending.here(Status.OK, false));
        }
        exchange.server().signal();
    }

    @Override
    public void cancel(Status status) {
        if (!claimEnd()) {
            return;
        }
        // Both sides have ended before either hears of it: who hears onClosed finds the call's place free.
        boolean serverEnds = exchange.server().claimEnd();
        boolean neverSent = exchange.withdraw();
        if (serverEnds && !neverSent) {
            exchange.server().endWith(Ending.cancelledByClient(status));
        }
        endWith(Ending.here(status, neverSent));
    }
}
