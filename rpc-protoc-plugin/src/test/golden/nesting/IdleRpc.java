package nesting;

import dev.tern.rpc.ServiceDescriptor;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.stub.Stub;
import java.lang.Override;

/** Generated from file_class.proto; do not edit. */
public final class IdleRpc {
    /** {@code nesting.Idle}, its methods in the order of the .proto file. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.of("nesting.Idle");

    private IdleRpc() {}

    /** Has each call answered by a method of a service written in blocking style. */
    public static ServiceBinding bind(Service service) {
        return ServiceBinding.builder(SERVICE)
                .build();
    }

    /** Has each call answered by a method of a service written in asynchronous style. */
    public static ServiceBinding bind(AsyncService service) {
        return ServiceBinding.builder(SERVICE)
                .build();
    }

    /** A stub whose methods wait: for the reply, for the next message, for room to send. */
    public static BlockingStub blockingStub(Channel channel) {
        return new BlockingStub(channel, CallOptions.DEFAULT);
    }

    /** A stub whose methods return at once: with a future, with a publisher, or to a callback. */
    public static AsyncStub asyncStub(Channel channel) {
        return new AsyncStub(channel, CallOptions.DEFAULT);
    }

    /**
     * The service in blocking style: a method may take its time, on a thread that may wait. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface Service {
    }

    /**
     * The service in asynchronous style: a method returns at once, with what is to come. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface AsyncService {
    }

    /** The client in blocking style. Immutable: safe for any number of threads. */
    public static final class BlockingStub extends Stub<BlockingStub> {
        private BlockingStub(Channel channel, CallOptions options) {
            super(channel, options);
        }

        @Override
        protected BlockingStub with(Channel channel, CallOptions options) {
            return new BlockingStub(channel, options);
        }
    }

    /** The client in asynchronous style. Immutable: safe for any number of threads. */
    public static final class AsyncStub extends Stub<AsyncStub> {
        private AsyncStub(Channel channel, CallOptions options) {
            super(channel, options);
        }

        @Override
        protected AsyncStub with(Channel channel, CallOptions options) {
            return new AsyncStub(channel, options);
        }
    }
}
