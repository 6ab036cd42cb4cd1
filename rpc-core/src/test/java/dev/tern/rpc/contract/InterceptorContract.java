package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.call.ForwardingClientCall;
import dev.tern.rpc.call.ForwardingClientCallListener;
import dev.tern.rpc.call.ForwardingServerCall;
import dev.tern.rpc.call.ForwardingServerCallListener;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerCallListener;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServerInterceptor;
import dev.tern.rpc.interceptor.ResponseMetadata;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interceptors see every call of their side, in order, and may change it, answer it or watch it. */
abstract class InterceptorContract extends Contract {
    private static final Metadata.Key<String> VIA = Metadata.Key.text("x-via");

    private final List<String> events = new CopyOnWriteArrayList<>();

    InterceptorContract(TransportContractTest subject) {
        super(subject);
    }

    @Test
    void firstInterceptorIsOutermostOnBothSides() {
        TextService service = TextService.with(UNARY, Handlers.unary((request, call) -> {
            events.add("handler");
            return request;
        }));
        Server server = serveAt(
                newAddress(),
                settings -> settings.intercept(new ServerTrace("server 1"), new ServerTrace("server 2"))
                        .add(service.bind().with(new ServerTrace("service 1"))));
        Channel channel = channelTo(
                server.address(),
                settings -> settings.intercept(new ClientTrace("client 1"), new ClientTrace("client 2")));
        BlockingCalls.unary(channel, DEFAULT, UNARY, new Text("x"));
        assertEquals(
                List.of(
                        "client 1 calls",
                        "client 2 calls",
                        "server 1 takes",
                        "server 2 takes",
                        "service 1 takes",
                        "server 1 hears x",
                        "server 2 hears x",
                        "service 1 hears x",
                        "handler",
                        "client 2 is told x",
                        "client 1 is told x",
                        "client 2 is told OK",
                        "client 1 is told OK"),
                events);
    }

    @Test
    void clientInterceptorAddsMetadataThatTheServerSees() {
        serve(TextService.with(
                UNARY,
                Handlers.unary((request, call) ->
                        new Text(String.join(",", call.metadata().all(VIA))))));
        ClientInterceptor adding = new ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                return next.newCall(method, options.withMetadata(VIA, "added"));
            }
        };
        Channel channel = ClientInterceptor.compose(channel(), List.of(adding));
        CallOptions options = DEFAULT.withMetadata(VIA, "own");
        assertEquals(
                "own,added",
                BlockingCalls.unary(channel, options, UNARY, new Text("")).value());
    }

    @ParameterizedTest
    @EnumSource
    void serverInterceptorMayRefuseACallBeforeItsHandler(Style client) {
        serve(
                TextService.with(UNARY, Handlers.unary((request, call) -> {
                    events.add("handler");
                    return request;
                })),
                server -> server.intercept(new ServerInterceptor() {
                    @Override
                    public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
                        call.close(StatusCode.UNAUTHENTICATED.withMessage("who are you?"));
                    }
                }));
        StatusCode code = switch (client) {
            case BLOCKING -> failureOf(() -> ask("")).code();
            case ASYNC -> failureOf(askLater("")).code();
        };
        assertEquals(StatusCode.UNAUTHENTICATED, code);
        assertEquals(List.of(), events);
    }

    @Test
    void serverInterceptorMayRefuseAStreamBeforeItsHandler() {
        serve(
                TextService.with(DOWNLOAD, Style.BLOCKING.count()),
                server -> server.intercept(new ServerInterceptor() {
                    @Override
                    public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
                        throw StatusCode.PERMISSION_DENIED
                                .withMessage("not you")
                                .asException();
                    }
                }));
        try (MessageStream<Text> stream = BlockingCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, Text.of(3))) {
            assertEquals(
                    StatusCode.PERMISSION_DENIED, failureOf(stream::hasNext).code());
        }
    }

    @Test
    void serverInterceptorAddsToTheReplysMetadata() {
        serve(
                TextService.echo(),
                server -> server.intercept(new ServerInterceptor() {
                    @Override
                    public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
                        call.context().addTrailer(VIA, "server");
                        next.start(call);
                    }
                }));
        ResponseMetadata response = new ResponseMetadata();
        BlockingCalls.unary(ClientInterceptor.compose(channel(), List.of(response)), DEFAULT, UNARY, new Text(""));
        assertEquals(Optional.of("server"), response.trailers().first(VIA));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNARY", "SERVER_STREAMING"})
    void clientListenerThatThrowsCancelsItsCallAndTheCallerHears(MethodKind kind) {
        serve(TextService.echo().and(DOWNLOAD, Style.BLOCKING.count()));
        Channel channel = ClientInterceptor.compose(channel(), List.of(new ThrowsOnMessage()));
        StatusCode code = switch (kind) {
            case UNARY ->
                failureOf(() -> BlockingCalls.unary(channel, DEFAULT, UNARY, new Text("")))
                        .code();
            default -> {
                try (MessageStream<Text> stream =
                        BlockingCalls.serverStreaming(channel, DEFAULT, DOWNLOAD, Text.of(3))) {
                    yield failureOf(stream::hasNext).code();
                }
            }
        };
        assertEquals(StatusCode.CANCELLED, code);
        assertEquals("still there", ask("still there").value());
    }

    /** Notes what passes on a client. */
    private final class ClientTrace implements ClientInterceptor {
        private final String name;

        ClientTrace(String name) {
            this.name = name;
        }

        @Override
        public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            events.add(name + " calls");
            return new ForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(ClientCallListener<R> listener, Executor executor) {
                    super.start(
                            new ForwardingClientCallListener<>(listener) {
                                @Override
                                public void onMessage(R message) {
                                    events.add(name + " is told " + ((Text) message).value());
                                    super.onMessage(message);
                                }

                                @Override
                                public void onClose(Outcome outcome) {
                                    events.add(name + " is told " + outcome.status());
                                    super.onClose(outcome);
                                }
                            },
                            executor);
                }
            };
        }
    }

    /** Notes what passes on a server. */
    private final class ServerTrace implements ServerInterceptor {
        private final String name;

        ServerTrace(String name) {
            this.name = name;
        }

        @Override
        public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
            events.add(name + " takes");
            next.start(new ForwardingServerCall<>(call) {
                @Override
                protected ServerCallListener<Q> wrap(ServerCallListener<Q> listener) {
                    return new ForwardingServerCallListener<>(listener) {
                        @Override
                        public void onMessage(Q message) {
                            events.add(name + " hears " + ((Text) message).value());
                            super.onMessage(message);
                        }
                    };
                }
            });
        }
    }

    private static final class ThrowsOnMessage implements ClientInterceptor {
        @Override
        public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return new ForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(ClientCallListener<R> listener, Executor executor) {
                    super.start(
                            new ForwardingClientCallListener<>(listener) {
                                @Override
                                public void onMessage(R message) {
                                    throw new IllegalStateException("a bug of the interceptor");
                                }
                            },
                            executor);
                }
            };
        }
    }
}
