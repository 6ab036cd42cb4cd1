package dev.tern.rpc.server;

import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.ForwardingServerCall;
import dev.tern.rpc.call.ForwardingServerCallListener;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerCallListener;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServerInterceptor;

/**
 * Interrupts the thread that works on a call when nobody waits for that any more: while its handler starts, and while its
 * listener hears a request, if that is on the method's own executor. Events on an executor that the handler chose are the
 * handler's own matter.
 *
 * <p>Stands before all other interceptors of the methods it is for, and is not there at all for others: it costs nothing where
 * it is off.
 */
enum HandlerInterrupts implements ServerInterceptor {
    /** One for all; it has no state. */
    INSTANCE;

    @Override
    public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
        InterruptibleWork.run(call.context(), () -> next.start(new Listened<>(call)));
    }

    /** A call whose listener is interrupted, too. */
    private static final class Listened<Q, R> extends ForwardingServerCall<Q, R> {
        Listened(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public void listen(ServerCallListener<Q> listener) {
            super.listen(new Interrupted<>(context(), listener));
        }
    }

    /** A listener that works under interrupts. Its end is told without: it has nobody to wait for. */
    private static final class Interrupted<Q> extends ForwardingServerCallListener<Q> {
        private final CallContext call;

        Interrupted(CallContext call, ServerCallListener<Q> listener) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            InterruptibleWork.run(call, () -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            InterruptibleWork.run(call, super::onHalfClose);
        }
    }
}
