package nesting;

import com.example.shared.money.MoneyOuterClass.Money;
import com.example.shared.money.MoneyOuterClass.Order;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.ServiceDescriptor;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.protobuf.ProtobufMarshaller;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.ReplyCallback;
import dev.tern.rpc.stub.Stub;
import java.lang.Override;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import nesting.FileClassOuterClass.Deep;

/** Generated from file_class.proto; do not edit. */
public final class NestingRpc {
    /** {@code nesting.Nesting/Go}. */
    public static final MethodDescriptor<Deep.Deeper.FileClass, Deep> GO = MethodDescriptor.of(
            MethodKind.UNARY,
            "nesting.Nesting",
            "Go",
            ProtobufMarshaller.of(Deep.Deeper.FileClass.getDefaultInstance()),
            ProtobufMarshaller.of(Deep.getDefaultInstance()));

    /** {@code nesting.Nesting/Tell}. */
    public static final MethodDescriptor<Timestamp, StringValue> TELL = MethodDescriptor.of(
            MethodKind.UNARY,
            "nesting.Nesting",
            "Tell",
            ProtobufMarshaller.of(Timestamp.getDefaultInstance()),
            ProtobufMarshaller.of(StringValue.getDefaultInstance()));

    /** {@code nesting.Nesting/Pay}. */
    public static final MethodDescriptor<Money, Order.Line> PAY = MethodDescriptor.of(
            MethodKind.UNARY,
            "nesting.Nesting",
            "Pay",
            ProtobufMarshaller.of(Money.getDefaultInstance()),
            ProtobufMarshaller.of(Order.Line.getDefaultInstance()));

    /** {@code nesting.Nesting}, its methods in the order of the .proto file. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.of("nesting.Nesting",
            GO,
            TELL,
            PAY);

    private NestingRpc() {}

    /** Has each call answered by a method of a service written in blocking style. */
    public static ServiceBinding bind(Service service) {
        return ServiceBinding.builder(SERVICE)
                .add(GO, Handlers.unary(service::go))
                .add(TELL, Handlers.unary(service::tell))
                .add(PAY, Handlers.unary(service::pay))
                .build();
    }

    /** Has each call answered by a method of a service written in asynchronous style. */
    public static ServiceBinding bind(AsyncService service) {
        return ServiceBinding.builder(SERVICE)
                .add(GO, Handlers.asyncUnary(service::go))
                .add(TELL, Handlers.asyncUnary(service::tell))
                .add(PAY, Handlers.asyncUnary(service::pay))
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
        default Deep go(Deep.Deeper.FileClass request, CallContext call) {
            throw Handlers.unimplemented(GO);
        }

        /** Answers with the message it returns. */
        default StringValue tell(Timestamp request, CallContext call) {
            throw Handlers.unimplemented(TELL);
        }

        /** Answers with the message it returns. */
        default Order.Line pay(Money request, CallContext call) {
            throw Handlers.unimplemented(PAY);
        }
    }

    /**
     * The service in asynchronous style: a method returns at once, with what is to come. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface AsyncService {
        /** Answers as the returned stage ends. */
        default CompletionStage<Deep> go(Deep.Deeper.FileClass request, CallContext call) {
            throw Handlers.unimplemented(GO);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<StringValue> tell(Timestamp request, CallContext call) {
            throw Handlers.unimplemented(TELL);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Order.Line> pay(Money request, CallContext call) {
            throw Handlers.unimplemented(PAY);
        }
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

        /** Waits for the reply. */
        public Deep go(Deep.Deeper.FileClass request) {
            return BlockingCalls.unary(channel(), options(), GO, request);
        }

        /** Waits for the reply. */
        public StringValue tell(Timestamp request) {
            return BlockingCalls.unary(channel(), options(), TELL, request);
        }

        /** Waits for the reply. */
        public Order.Line pay(Money request) {
            return BlockingCalls.unary(channel(), options(), PAY, request);
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

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Deep> go(Deep.Deeper.FileClass request) {
            return AsyncCalls.unary(channel(), options(), GO, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void go(Deep.Deeper.FileClass request, ReplyCallback<Deep> callback) {
            AsyncCalls.unary(channel(), options(), GO, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<StringValue> tell(Timestamp request) {
            return AsyncCalls.unary(channel(), options(), TELL, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void tell(Timestamp request, ReplyCallback<StringValue> callback) {
            AsyncCalls.unary(channel(), options(), TELL, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Order.Line> pay(Money request) {
            return AsyncCalls.unary(channel(), options(), PAY, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void pay(Money request, ReplyCallback<Order.Line> callback) {
            AsyncCalls.unary(channel(), options(), PAY, request, callback);
        }
    }
}
