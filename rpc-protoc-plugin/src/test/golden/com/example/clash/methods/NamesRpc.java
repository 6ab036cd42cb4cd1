package com.example.clash.methods;

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
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import dev.tern.rpc.stub.ReplyCallback;
import dev.tern.rpc.stub.ReplySink;
import dev.tern.rpc.stub.Stub;
import java.lang.Override;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Generated from method_names.proto; do not edit. */
public final class NamesRpc {
    /** {@code clash.Names/Clone}. */
    public static final MethodDescriptor<Nothing, Nothing> CLONE = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "Clone",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Equals}. */
    public static final MethodDescriptor<Nothing, Nothing> EQUALS = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "Equals",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Finalize}. */
    public static final MethodDescriptor<Nothing, Nothing> FINALIZE = MethodDescriptor.of(
            MethodKind.CLIENT_STREAMING,
            "clash.Names",
            "Finalize",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/GetClass}. */
    public static final MethodDescriptor<Nothing, Nothing> GET_CLASS = MethodDescriptor.of(
            MethodKind.BIDI_STREAMING,
            "clash.Names",
            "GetClass",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/HashCode}. */
    public static final MethodDescriptor<Nothing, Nothing> HASH_CODE = MethodDescriptor.of(
            MethodKind.CLIENT_STREAMING,
            "clash.Names",
            "HashCode",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Notify}. */
    public static final MethodDescriptor<Nothing, Nothing> NOTIFY = MethodDescriptor.of(
            MethodKind.BIDI_STREAMING,
            "clash.Names",
            "Notify",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/NotifyAll}. */
    public static final MethodDescriptor<Nothing, Nothing> NOTIFY_ALL = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "NotifyAll",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/ToString}. */
    public static final MethodDescriptor<Nothing, Nothing> TO_STRING = MethodDescriptor.of(
            MethodKind.CLIENT_STREAMING,
            "clash.Names",
            "ToString",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Wait}. */
    public static final MethodDescriptor<Nothing, Nothing> WAIT = MethodDescriptor.of(
            MethodKind.CLIENT_STREAMING,
            "clash.Names",
            "Wait",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Channel}. */
    public static final MethodDescriptor<Nothing, Nothing> CHANNEL = MethodDescriptor.of(
            MethodKind.CLIENT_STREAMING,
            "clash.Names",
            "Channel",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Options}. */
    public static final MethodDescriptor<Nothing, Nothing> OPTIONS = MethodDescriptor.of(
            MethodKind.CLIENT_STREAMING,
            "clash.Names",
            "Options",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/With}. */
    public static final MethodDescriptor<Nothing, Nothing> WITH = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "With",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/WithDeadlineAfter}. */
    public static final MethodDescriptor<Nothing, Nothing> WITH_DEADLINE_AFTER = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "WithDeadlineAfter",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Within}. */
    public static final MethodDescriptor<Nothing, Nothing> WITHIN = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "Within",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Default}. */
    public static final MethodDescriptor<Nothing, Nothing> DEFAULT = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "Default",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/New}. */
    public static final MethodDescriptor<Nothing, Nothing> NEW = MethodDescriptor.of(
            MethodKind.SERVER_STREAMING,
            "clash.Names",
            "New",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/True}. */
    public static final MethodDescriptor<Nothing, Nothing> TRUE = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "True",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/_}. */
    public static final MethodDescriptor<Nothing, Nothing> __ = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "_",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Record}. */
    public static final MethodDescriptor<Nothing, Nothing> RECORD = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "Record",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Yield}. */
    public static final MethodDescriptor<Nothing, Nothing> YIELD = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "Yield",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Var}. */
    public static final MethodDescriptor<Nothing, Nothing> VAR = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "Var",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/sayHello}. */
    public static final MethodDescriptor<Nothing, Nothing> SAY_HELLO = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "sayHello",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/SayHello}. */
    public static final MethodDescriptor<Nothing, Nothing> SAY_HELLO__ = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "SayHello",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/sayHello_}. */
    public static final MethodDescriptor<Nothing, Nothing> SAY_HELLO_ = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "sayHello_",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Say_Hello}. */
    public static final MethodDescriptor<Nothing, Nothing> SAY_HELLO___ = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "Say_Hello",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Service}. */
    public static final MethodDescriptor<Nothing, Nothing> SERVICE_ = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "Service",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names/Get}. */
    public static final MethodDescriptor<GET, GET> GET_ = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "Get",
            ProtobufMarshaller.of(GET.getDefaultInstance()),
            ProtobufMarshaller.of(GET.getDefaultInstance()));

    /** {@code clash.Names/GetURLForUser2FA}. */
    public static final MethodDescriptor<Nothing, Nothing> GET_URL_FOR_USER2_FA = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Names",
            "GetURLForUser2FA",
            ProtobufMarshaller.of(Nothing.getDefaultInstance()),
            ProtobufMarshaller.of(Nothing.getDefaultInstance()));

    /** {@code clash.Names}, its methods in the order of the .proto file. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.of("clash.Names",
            CLONE,
            EQUALS,
            FINALIZE,
            GET_CLASS,
            HASH_CODE,
            NOTIFY,
            NOTIFY_ALL,
            TO_STRING,
            WAIT,
            CHANNEL,
            OPTIONS,
            WITH,
            WITH_DEADLINE_AFTER,
            WITHIN,
            DEFAULT,
            NEW,
            TRUE,
            __,
            RECORD,
            YIELD,
            VAR,
            SAY_HELLO,
            SAY_HELLO__,
            SAY_HELLO_,
            SAY_HELLO___,
            SERVICE_,
            GET_,
            GET_URL_FOR_USER2_FA);

    private NamesRpc() {}

    /** Has each call answered by a method of a service written in blocking style. */
    public static ServiceBinding bind(Service service) {
        return ServiceBinding.builder(SERVICE)
                .add(CLONE, Handlers.unary(service::clone_))
                .add(EQUALS, Handlers.unary(service::equals_))
                .add(FINALIZE, Handlers.clientStreaming(service::finalize_))
                .add(GET_CLASS, Handlers.bidiStreaming(service::getClass_))
                .add(HASH_CODE, Handlers.clientStreaming(service::hashCode_))
                .add(NOTIFY, Handlers.bidiStreaming(service::notify_))
                .add(NOTIFY_ALL, Handlers.unary(service::notifyAll_))
                .add(TO_STRING, Handlers.clientStreaming(service::toString_))
                .add(WAIT, Handlers.clientStreaming(service::wait_))
                .add(CHANNEL, Handlers.clientStreaming(service::channel_))
                .add(OPTIONS, Handlers.clientStreaming(service::options_))
                .add(WITH, Handlers.unary(service::with_))
                .add(WITH_DEADLINE_AFTER, Handlers.unary(service::withDeadlineAfter_))
                .add(WITHIN, Handlers.unary(service::within_))
                .add(DEFAULT, Handlers.unary(service::default_))
                .add(NEW, Handlers.serverStreaming(service::new_))
                .add(TRUE, Handlers.unary(service::true_))
                .add(__, Handlers.unary(service::__))
                .add(RECORD, Handlers.unary(service::record))
                .add(YIELD, Handlers.unary(service::yield))
                .add(VAR, Handlers.unary(service::var))
                .add(SAY_HELLO, Handlers.unary(service::sayHello))
                .add(SAY_HELLO__, Handlers.unary(service::sayHello_))
                .add(SAY_HELLO_, Handlers.unary(service::sayHello__))
                .add(SAY_HELLO___, Handlers.unary(service::sayHello___))
                .add(SERVICE_, Handlers.unary(service::service))
                .add(GET_, Handlers.unary(service::get))
                .add(GET_URL_FOR_USER2_FA, Handlers.unary(service::getURLForUser2FA))
                .build();
    }

    /** Has each call answered by a method of a service written in asynchronous style. */
    public static ServiceBinding bind(AsyncService service) {
        return ServiceBinding.builder(SERVICE)
                .add(CLONE, Handlers.asyncUnary(service::clone_))
                .add(EQUALS, Handlers.asyncUnary(service::equals_))
                .add(FINALIZE, Handlers.asyncClientStreaming(service::finalize_))
                .add(GET_CLASS, Handlers.asyncBidiStreaming(service::getClass_))
                .add(HASH_CODE, Handlers.asyncClientStreaming(service::hashCode_))
                .add(NOTIFY, Handlers.asyncBidiStreaming(service::notify_))
                .add(NOTIFY_ALL, Handlers.asyncUnary(service::notifyAll_))
                .add(TO_STRING, Handlers.asyncClientStreaming(service::toString_))
                .add(WAIT, Handlers.asyncClientStreaming(service::wait_))
                .add(CHANNEL, Handlers.asyncClientStreaming(service::channel_))
                .add(OPTIONS, Handlers.asyncClientStreaming(service::options_))
                .add(WITH, Handlers.asyncUnary(service::with_))
                .add(WITH_DEADLINE_AFTER, Handlers.asyncUnary(service::withDeadlineAfter_))
                .add(WITHIN, Handlers.asyncUnary(service::within_))
                .add(DEFAULT, Handlers.asyncUnary(service::default_))
                .add(NEW, Handlers.asyncServerStreaming(service::new_))
                .add(TRUE, Handlers.asyncUnary(service::true_))
                .add(__, Handlers.asyncUnary(service::__))
                .add(RECORD, Handlers.asyncUnary(service::record))
                .add(YIELD, Handlers.asyncUnary(service::yield))
                .add(VAR, Handlers.asyncUnary(service::var))
                .add(SAY_HELLO, Handlers.asyncUnary(service::sayHello))
                .add(SAY_HELLO__, Handlers.asyncUnary(service::sayHello_))
                .add(SAY_HELLO_, Handlers.asyncUnary(service::sayHello__))
                .add(SAY_HELLO___, Handlers.asyncUnary(service::sayHello___))
                .add(SERVICE_, Handlers.asyncUnary(service::service))
                .add(GET_, Handlers.asyncUnary(service::get))
                .add(GET_URL_FOR_USER2_FA, Handlers.asyncUnary(service::getURLForUser2FA))
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
        /**
         * Clash with methods of every object.
         *
         * <p>Answers with the message it returns.
         */
        default Nothing clone_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(CLONE);
        }

        /** Answers with the message it returns. */
        default Nothing equals_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(EQUALS);
        }

        /** Takes requests as they arrive and answers with the message it returns. */
        default Nothing finalize_(MessageStream<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(FINALIZE);
        }

        /** Takes requests as they arrive and answers with the messages it sends, until it returns. */
        default void getClass_(MessageStream<Nothing> requests, ReplySink<Nothing> replies, CallContext call) {
            throw Handlers.unimplemented(GET_CLASS);
        }

        /** Takes requests as they arrive and answers with the message it returns. */
        default Nothing hashCode_(MessageStream<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(HASH_CODE);
        }

        /** Takes requests as they arrive and answers with the messages it sends, until it returns. */
        default void notify_(MessageStream<Nothing> requests, ReplySink<Nothing> replies, CallContext call) {
            throw Handlers.unimplemented(NOTIFY);
        }

        /** Answers with the message it returns. */
        default Nothing notifyAll_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(NOTIFY_ALL);
        }

        /** Takes requests as they arrive and answers with the message it returns. */
        default Nothing toString_(MessageStream<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(TO_STRING);
        }

        /** Takes requests as they arrive and answers with the message it returns. */
        default Nothing wait_(MessageStream<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(WAIT);
        }

        /**
         * Clash with what stubs inherit.
         *
         * <p>Takes requests as they arrive and answers with the message it returns.
         */
        default Nothing channel_(MessageStream<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(CHANNEL);
        }

        /** Takes requests as they arrive and answers with the message it returns. */
        default Nothing options_(MessageStream<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(OPTIONS);
        }

        /** Answers with the message it returns. */
        default Nothing with_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(WITH);
        }

        /** Answers with the message it returns. */
        default Nothing withDeadlineAfter_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(WITH_DEADLINE_AFTER);
        }

        /** Answers with the message it returns. */
        default Nothing within_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(WITHIN);
        }

        /**
         * Clash with keywords.
         *
         * <p>Answers with the message it returns.
         */
        default Nothing default_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(DEFAULT);
        }

        /** Answers with the messages it sends, until it returns. */
        default void new_(Nothing request, ReplySink<Nothing> replies, CallContext call) {
            throw Handlers.unimplemented(NEW);
        }

        /** Answers with the message it returns. */
        default Nothing true_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(TRUE);
        }

        /** Answers with the message it returns. */
        default Nothing __(Nothing request, CallContext call) {
            throw Handlers.unimplemented(__);
        }

        /**
         * May name methods, though Java reads them as keywords elsewhere.
         *
         * <p>Answers with the message it returns.
         */
        default Nothing record(Nothing request, CallContext call) {
            throw Handlers.unimplemented(RECORD);
        }

        /** Answers with the message it returns. */
        default Nothing yield(Nothing request, CallContext call) {
            throw Handlers.unimplemented(YIELD);
        }

        /** Answers with the message it returns. */
        default Nothing var(Nothing request, CallContext call) {
            throw Handlers.unimplemented(VAR);
        }

        /**
         * Clash with one another, the last one by its constant only.
         *
         * <p>Answers with the message it returns.
         */
        default Nothing sayHello(Nothing request, CallContext call) {
            throw Handlers.unimplemented(SAY_HELLO);
        }

        /** Answers with the message it returns. */
        default Nothing sayHello_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(SAY_HELLO__);
        }

        /** Answers with the message it returns. */
        default Nothing sayHello__(Nothing request, CallContext call) {
            throw Handlers.unimplemented(SAY_HELLO_);
        }

        /** Answers with the message it returns. */
        default Nothing sayHello___(Nothing request, CallContext call) {
            throw Handlers.unimplemented(SAY_HELLO___);
        }

        /**
         * Clash with a constant that every file has, and with a message in an expression.
         *
         * <p>Answers with the message it returns.
         */
        default Nothing service(Nothing request, CallContext call) {
            throw Handlers.unimplemented(SERVICE_);
        }

        /** Answers with the message it returns. */
        default GET get(GET request, CallContext call) {
            throw Handlers.unimplemented(GET_);
        }

        /**
         * Split into words.
         *
         * <p>Answers with the message it returns.
         */
        default Nothing getURLForUser2FA(Nothing request, CallContext call) {
            throw Handlers.unimplemented(GET_URL_FOR_USER2_FA);
        }
    }

    /**
     * The service in asynchronous style: a method returns at once, with what is to come. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface AsyncService {
        /**
         * Clash with methods of every object.
         *
         * <p>Answers as the returned stage ends.
         */
        default CompletionStage<Nothing> clone_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(CLONE);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nothing> equals_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(EQUALS);
        }

        /** Takes requests on demand and answers as the returned stage ends. */
        default CompletionStage<Nothing> finalize_(Flow.Publisher<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(FINALIZE);
        }

        /** Takes requests on demand and answers with what the publisher publishes, at the pace of the caller. */
        default Flow.Publisher<Nothing> getClass_(Flow.Publisher<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(GET_CLASS);
        }

        /** Takes requests on demand and answers as the returned stage ends. */
        default CompletionStage<Nothing> hashCode_(Flow.Publisher<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(HASH_CODE);
        }

        /** Takes requests on demand and answers with what the publisher publishes, at the pace of the caller. */
        default Flow.Publisher<Nothing> notify_(Flow.Publisher<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(NOTIFY);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nothing> notifyAll_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(NOTIFY_ALL);
        }

        /** Takes requests on demand and answers as the returned stage ends. */
        default CompletionStage<Nothing> toString_(Flow.Publisher<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(TO_STRING);
        }

        /** Takes requests on demand and answers as the returned stage ends. */
        default CompletionStage<Nothing> wait_(Flow.Publisher<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(WAIT);
        }

        /**
         * Clash with what stubs inherit.
         *
         * <p>Takes requests on demand and answers as the returned stage ends.
         */
        default CompletionStage<Nothing> channel_(Flow.Publisher<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(CHANNEL);
        }

        /** Takes requests on demand and answers as the returned stage ends. */
        default CompletionStage<Nothing> options_(Flow.Publisher<Nothing> requests, CallContext call) {
            throw Handlers.unimplemented(OPTIONS);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nothing> with_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(WITH);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nothing> withDeadlineAfter_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(WITH_DEADLINE_AFTER);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nothing> within_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(WITHIN);
        }

        /**
         * Clash with keywords.
         *
         * <p>Answers as the returned stage ends.
         */
        default CompletionStage<Nothing> default_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(DEFAULT);
        }

        /** Answers with what the publisher publishes, at the pace of the caller. */
        default Flow.Publisher<Nothing> new_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(NEW);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nothing> true_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(TRUE);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nothing> __(Nothing request, CallContext call) {
            throw Handlers.unimplemented(__);
        }

        /**
         * May name methods, though Java reads them as keywords elsewhere.
         *
         * <p>Answers as the returned stage ends.
         */
        default CompletionStage<Nothing> record(Nothing request, CallContext call) {
            throw Handlers.unimplemented(RECORD);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nothing> yield(Nothing request, CallContext call) {
            throw Handlers.unimplemented(YIELD);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nothing> var(Nothing request, CallContext call) {
            throw Handlers.unimplemented(VAR);
        }

        /**
         * Clash with one another, the last one by its constant only.
         *
         * <p>Answers as the returned stage ends.
         */
        default CompletionStage<Nothing> sayHello(Nothing request, CallContext call) {
            throw Handlers.unimplemented(SAY_HELLO);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nothing> sayHello_(Nothing request, CallContext call) {
            throw Handlers.unimplemented(SAY_HELLO__);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nothing> sayHello__(Nothing request, CallContext call) {
            throw Handlers.unimplemented(SAY_HELLO_);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nothing> sayHello___(Nothing request, CallContext call) {
            throw Handlers.unimplemented(SAY_HELLO___);
        }

        /**
         * Clash with a constant that every file has, and with a message in an expression.
         *
         * <p>Answers as the returned stage ends.
         */
        default CompletionStage<Nothing> service(Nothing request, CallContext call) {
            throw Handlers.unimplemented(SERVICE_);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<GET> get(GET request, CallContext call) {
            throw Handlers.unimplemented(GET_);
        }

        /**
         * Split into words.
         *
         * <p>Answers as the returned stage ends.
         */
        default CompletionStage<Nothing> getURLForUser2FA(Nothing request, CallContext call) {
            throw Handlers.unimplemented(GET_URL_FOR_USER2_FA);
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

        /**
         * Clash with methods of every object.
         *
         * <p>Waits for the reply.
         */
        public Nothing clone_(Nothing request) {
            return BlockingCalls.unary(channel(), options(), CLONE, request);
        }

        /** Waits for the reply. */
        public Nothing equals_(Nothing request) {
            return BlockingCalls.unary(channel(), options(), EQUALS, request);
        }

        /** Requests are sent one by one; the reply comes after the last. */
        public BlockingUpload<Nothing, Nothing> finalize_() {
            return BlockingCalls.clientStreaming(channel(), options(), FINALIZE);
        }

        /** Requests are sent and replies taken in any order. */
        public BlockingExchange<Nothing, Nothing> getClass_() {
            return BlockingCalls.bidiStreaming(channel(), options(), GET_CLASS);
        }

        /** Requests are sent one by one; the reply comes after the last. */
        public BlockingUpload<Nothing, Nothing> hashCode_() {
            return BlockingCalls.clientStreaming(channel(), options(), HASH_CODE);
        }

        /** Requests are sent and replies taken in any order. */
        public BlockingExchange<Nothing, Nothing> notify_() {
            return BlockingCalls.bidiStreaming(channel(), options(), NOTIFY);
        }

        /** Waits for the reply. */
        public Nothing notifyAll_(Nothing request) {
            return BlockingCalls.unary(channel(), options(), NOTIFY_ALL, request);
        }

        /** Requests are sent one by one; the reply comes after the last. */
        public BlockingUpload<Nothing, Nothing> toString_() {
            return BlockingCalls.clientStreaming(channel(), options(), TO_STRING);
        }

        /** Requests are sent one by one; the reply comes after the last. */
        public BlockingUpload<Nothing, Nothing> wait_() {
            return BlockingCalls.clientStreaming(channel(), options(), WAIT);
        }

        /**
         * Clash with what stubs inherit.
         *
         * <p>Requests are sent one by one; the reply comes after the last.
         */
        public BlockingUpload<Nothing, Nothing> channel_() {
            return BlockingCalls.clientStreaming(channel(), options(), CHANNEL);
        }

        /** Requests are sent one by one; the reply comes after the last. */
        public BlockingUpload<Nothing, Nothing> options_() {
            return BlockingCalls.clientStreaming(channel(), options(), OPTIONS);
        }

        /** Waits for the reply. */
        public Nothing with_(Nothing request) {
            return BlockingCalls.unary(channel(), options(), WITH, request);
        }

        /** Waits for the reply. */
        public Nothing withDeadlineAfter_(Nothing request) {
            return BlockingCalls.unary(channel(), options(), WITH_DEADLINE_AFTER, request);
        }

        /** Waits for the reply. */
        public Nothing within_(Nothing request) {
            return BlockingCalls.unary(channel(), options(), WITHIN, request);
        }

        /**
         * Clash with keywords.
         *
         * <p>Waits for the reply.
         */
        public Nothing default_(Nothing request) {
            return BlockingCalls.unary(channel(), options(), DEFAULT, request);
        }

        /** Replies are taken one by one; closing the stream cancels what is left. */
        public MessageStream<Nothing> new_(Nothing request) {
            return BlockingCalls.serverStreaming(channel(), options(), NEW, request);
        }

        /** Waits for the reply. */
        public Nothing true_(Nothing request) {
            return BlockingCalls.unary(channel(), options(), TRUE, request);
        }

        /** Waits for the reply. */
        public Nothing __(Nothing request) {
            return BlockingCalls.unary(channel(), options(), __, request);
        }

        /**
         * May name methods, though Java reads them as keywords elsewhere.
         *
         * <p>Waits for the reply.
         */
        public Nothing record(Nothing request) {
            return BlockingCalls.unary(channel(), options(), RECORD, request);
        }

        /** Waits for the reply. */
        public Nothing yield(Nothing request) {
            return BlockingCalls.unary(channel(), options(), YIELD, request);
        }

        /** Waits for the reply. */
        public Nothing var(Nothing request) {
            return BlockingCalls.unary(channel(), options(), VAR, request);
        }

        /**
         * Clash with one another, the last one by its constant only.
         *
         * <p>Waits for the reply.
         */
        public Nothing sayHello(Nothing request) {
            return BlockingCalls.unary(channel(), options(), SAY_HELLO, request);
        }

        /** Waits for the reply. */
        public Nothing sayHello_(Nothing request) {
            return BlockingCalls.unary(channel(), options(), SAY_HELLO__, request);
        }

        /** Waits for the reply. */
        public Nothing sayHello__(Nothing request) {
            return BlockingCalls.unary(channel(), options(), SAY_HELLO_, request);
        }

        /** Waits for the reply. */
        public Nothing sayHello___(Nothing request) {
            return BlockingCalls.unary(channel(), options(), SAY_HELLO___, request);
        }

        /**
         * Clash with a constant that every file has, and with a message in an expression.
         *
         * <p>Waits for the reply.
         */
        public Nothing service(Nothing request) {
            return BlockingCalls.unary(channel(), options(), SERVICE_, request);
        }

        /** Waits for the reply. */
        public GET get(GET request) {
            return BlockingCalls.unary(channel(), options(), GET_, request);
        }

        /**
         * Split into words.
         *
         * <p>Waits for the reply.
         */
        public Nothing getURLForUser2FA(Nothing request) {
            return BlockingCalls.unary(channel(), options(), GET_URL_FOR_USER2_FA, request);
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

        /**
         * Clash with methods of every object.
         *
         * <p>The future ends with the reply; cancelling it cancels the call.
         */
        public CompletableFuture<Nothing> clone_(Nothing request) {
            return AsyncCalls.unary(channel(), options(), CLONE, request);
        }

        /**
         * Clash with methods of every object.
         *
         * <p>The callback gets the reply, or the reason why there is none.
         */
        public void clone_(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), CLONE, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nothing> equals_(Nothing request) {
            return AsyncCalls.unary(channel(), options(), EQUALS, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void equals_(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), EQUALS, request, callback);
        }

        /** Requests are taken from the publisher on demand; the future ends with the reply. */
        public CompletableFuture<Nothing> finalize_(Flow.Publisher<Nothing> requests) {
            return AsyncCalls.clientStreaming(channel(), options(), FINALIZE, requests);
        }

        /** Requests are taken from the publisher on demand, and so come replies. */
        public Flow.Publisher<Nothing> getClass_(Flow.Publisher<Nothing> requests) {
            return AsyncCalls.bidiStreaming(channel(), options(), GET_CLASS, requests);
        }

        /** Requests are taken from the publisher on demand; the future ends with the reply. */
        public CompletableFuture<Nothing> hashCode_(Flow.Publisher<Nothing> requests) {
            return AsyncCalls.clientStreaming(channel(), options(), HASH_CODE, requests);
        }

        /** Requests are taken from the publisher on demand, and so come replies. */
        public Flow.Publisher<Nothing> notify_(Flow.Publisher<Nothing> requests) {
            return AsyncCalls.bidiStreaming(channel(), options(), NOTIFY, requests);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nothing> notifyAll_(Nothing request) {
            return AsyncCalls.unary(channel(), options(), NOTIFY_ALL, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void notifyAll_(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), NOTIFY_ALL, request, callback);
        }

        /** Requests are taken from the publisher on demand; the future ends with the reply. */
        public CompletableFuture<Nothing> toString_(Flow.Publisher<Nothing> requests) {
            return AsyncCalls.clientStreaming(channel(), options(), TO_STRING, requests);
        }

        /** Requests are taken from the publisher on demand; the future ends with the reply. */
        public CompletableFuture<Nothing> wait_(Flow.Publisher<Nothing> requests) {
            return AsyncCalls.clientStreaming(channel(), options(), WAIT, requests);
        }

        /**
         * Clash with what stubs inherit.
         *
         * <p>Requests are taken from the publisher on demand; the future ends with the reply.
         */
        public CompletableFuture<Nothing> channel_(Flow.Publisher<Nothing> requests) {
            return AsyncCalls.clientStreaming(channel(), options(), CHANNEL, requests);
        }

        /** Requests are taken from the publisher on demand; the future ends with the reply. */
        public CompletableFuture<Nothing> options_(Flow.Publisher<Nothing> requests) {
            return AsyncCalls.clientStreaming(channel(), options(), OPTIONS, requests);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nothing> with_(Nothing request) {
            return AsyncCalls.unary(channel(), options(), WITH, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void with_(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), WITH, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nothing> withDeadlineAfter_(Nothing request) {
            return AsyncCalls.unary(channel(), options(), WITH_DEADLINE_AFTER, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void withDeadlineAfter_(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), WITH_DEADLINE_AFTER, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nothing> within_(Nothing request) {
            return AsyncCalls.unary(channel(), options(), WITHIN, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void within_(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), WITHIN, request, callback);
        }

        /**
         * Clash with keywords.
         *
         * <p>The future ends with the reply; cancelling it cancels the call.
         */
        public CompletableFuture<Nothing> default_(Nothing request) {
            return AsyncCalls.unary(channel(), options(), DEFAULT, request);
        }

        /**
         * Clash with keywords.
         *
         * <p>The callback gets the reply, or the reason why there is none.
         */
        public void default_(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), DEFAULT, request, callback);
        }

        /** Replies come on demand; cancelling the subscription cancels the call. */
        public Flow.Publisher<Nothing> new_(Nothing request) {
            return AsyncCalls.serverStreaming(channel(), options(), NEW, request);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nothing> true_(Nothing request) {
            return AsyncCalls.unary(channel(), options(), TRUE, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void true_(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), TRUE, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nothing> __(Nothing request) {
            return AsyncCalls.unary(channel(), options(), __, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void __(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), __, request, callback);
        }

        /**
         * May name methods, though Java reads them as keywords elsewhere.
         *
         * <p>The future ends with the reply; cancelling it cancels the call.
         */
        public CompletableFuture<Nothing> record(Nothing request) {
            return AsyncCalls.unary(channel(), options(), RECORD, request);
        }

        /**
         * May name methods, though Java reads them as keywords elsewhere.
         *
         * <p>The callback gets the reply, or the reason why there is none.
         */
        public void record(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), RECORD, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nothing> yield(Nothing request) {
            return AsyncCalls.unary(channel(), options(), YIELD, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void yield(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), YIELD, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nothing> var(Nothing request) {
            return AsyncCalls.unary(channel(), options(), VAR, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void var(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), VAR, request, callback);
        }

        /**
         * Clash with one another, the last one by its constant only.
         *
         * <p>The future ends with the reply; cancelling it cancels the call.
         */
        public CompletableFuture<Nothing> sayHello(Nothing request) {
            return AsyncCalls.unary(channel(), options(), SAY_HELLO, request);
        }

        /**
         * Clash with one another, the last one by its constant only.
         *
         * <p>The callback gets the reply, or the reason why there is none.
         */
        public void sayHello(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), SAY_HELLO, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nothing> sayHello_(Nothing request) {
            return AsyncCalls.unary(channel(), options(), SAY_HELLO__, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void sayHello_(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), SAY_HELLO__, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nothing> sayHello__(Nothing request) {
            return AsyncCalls.unary(channel(), options(), SAY_HELLO_, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void sayHello__(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), SAY_HELLO_, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nothing> sayHello___(Nothing request) {
            return AsyncCalls.unary(channel(), options(), SAY_HELLO___, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void sayHello___(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), SAY_HELLO___, request, callback);
        }

        /**
         * Clash with a constant that every file has, and with a message in an expression.
         *
         * <p>The future ends with the reply; cancelling it cancels the call.
         */
        public CompletableFuture<Nothing> service(Nothing request) {
            return AsyncCalls.unary(channel(), options(), SERVICE_, request);
        }

        /**
         * Clash with a constant that every file has, and with a message in an expression.
         *
         * <p>The callback gets the reply, or the reason why there is none.
         */
        public void service(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), SERVICE_, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<GET> get(GET request) {
            return AsyncCalls.unary(channel(), options(), GET_, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void get(GET request, ReplyCallback<GET> callback) {
            AsyncCalls.unary(channel(), options(), GET_, request, callback);
        }

        /**
         * Split into words.
         *
         * <p>The future ends with the reply; cancelling it cancels the call.
         */
        public CompletableFuture<Nothing> getURLForUser2FA(Nothing request) {
            return AsyncCalls.unary(channel(), options(), GET_URL_FOR_USER2_FA, request);
        }

        /**
         * Split into words.
         *
         * <p>The callback gets the reply, or the reason why there is none.
         */
        public void getURLForUser2FA(Nothing request, ReplyCallback<Nothing> callback) {
            AsyncCalls.unary(channel(), options(), GET_URL_FOR_USER2_FA, request, callback);
        }
    }
}
