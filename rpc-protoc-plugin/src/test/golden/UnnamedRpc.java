import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.ServiceDescriptor;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.protobuf.ProtobufMarshaller;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.ReplyCallback;
import dev.tern.rpc.stub.ReplySink;
import dev.tern.rpc.stub.Stub;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Generated from unnamed.proto; do not edit. */
public final class UnnamedRpc {
    /** {@code Unnamed/Go}. */
    public static final MethodDescriptor<CallContext, Outer.Inner> GO = MethodDescriptor.of(
            MethodKind.UNARY,
            "Unnamed",
            "Go",
            ProtobufMarshaller.of(CallContext.getDefaultInstance()),
            ProtobufMarshaller.of(Outer.Inner.getDefaultInstance()));

    /** {@code Unnamed/Come}. */
    public static final MethodDescriptor<Override, MessageStream> COME = MethodDescriptor.of(
            MethodKind.BIDI_STREAMING,
            "Unnamed",
            "Come",
            ProtobufMarshaller.of(Override.getDefaultInstance()),
            ProtobufMarshaller.of(MessageStream.getDefaultInstance()));

    /** {@code Unnamed}, its methods in the order of the .proto file. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.of("Unnamed",
            GO,
            COME);

    private UnnamedRpc() {}

    /** Has each call answered by a method of a service written in blocking style. */
    public static ServiceBinding bind(Service service) {
        return ServiceBinding.builder(SERVICE)
                .add(GO, Handlers.unary(service::go))
                .add(COME, Handlers.bidiStreaming(service::come))
                .build();
    }

    /** Has each call answered by a method of a service written in asynchronous style. */
    public static ServiceBinding bind(AsyncService service) {
        return ServiceBinding.builder(SERVICE)
                .add(GO, Handlers.asyncUnary(service::go))
                .add(COME, Handlers.asyncBidiStreaming(service::come))
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
        /** Answers with the message it returns. */
        default Outer.Inner go(CallContext request, dev.tern.rpc.call.CallContext call) {
            throw Handlers.unimplemented(GO);
        }

        /** Takes requests as they arrive and answers with the messages it sends, until it returns. */
        default void come(dev.tern.rpc.stub.MessageStream<Override> requests, ReplySink<MessageStream> replies, dev.tern.rpc.call.CallContext call) {
            throw Handlers.unimplemented(COME);
        }
    }

    /**
     * The service in asynchronous style: a method returns at once, with what is to come. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface AsyncService {
        /** Answers as the returned stage ends. */
        default CompletionStage<Outer.Inner> go(CallContext request, dev.tern.rpc.call.CallContext call) {
            throw Handlers.unimplemented(GO);
        }

        /** Takes requests on demand and answers with what the publisher publishes, at the pace of the caller. */
        default Flow.Publisher<MessageStream> come(Flow.Publisher<Override> requests, dev.tern.rpc.call.CallContext call) {
            throw Handlers.unimplemented(COME);
        }
    }

    /** The client in blocking style. Immutable: safe for any number of threads. */
    public static final class BlockingStub extends Stub<BlockingStub> {
        private BlockingStub(Channel channel, CallOptions options) {
            super(channel, options);
        }

        @java.lang.Override
        protected BlockingStub with(Channel channel, CallOptions options) {
            return new BlockingStub(channel, options);
        }

        /** Waits for the reply. */
        public Outer.Inner go(CallContext request) {
            return BlockingCalls.unary(channel(), options(), GO, request);
        }

        /** Requests are sent and replies taken in any order. */
        public BlockingExchange<Override, MessageStream> come() {
            return BlockingCalls.bidiStreaming(channel(), options(), COME);
        }
    }

    /** The client in asynchronous style. Immutable: safe for any number of threads. */
    public static final class AsyncStub extends Stub<AsyncStub> {
        private AsyncStub(Channel channel, CallOptions options) {
            super(channel, options);
        }

        @java.lang.Override
        protected AsyncStub with(Channel channel, CallOptions options) {
            return new AsyncStub(channel, options);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Outer.Inner> go(CallContext request) {
            return AsyncCalls.unary(channel(), options(), GO, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void go(CallContext request, ReplyCallback<Outer.Inner> callback) {
            AsyncCalls.unary(channel(), options(), GO, request, callback);
        }

        /** Requests are taken from the publisher on demand, and so come replies. */
        public Flow.Publisher<MessageStream> come(Flow.Publisher<Override> requests) {
            return AsyncCalls.bidiStreaming(channel(), options(), COME, requests);
        }
    }
}
