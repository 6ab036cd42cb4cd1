package dev.tern.rpc.interceptor;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Deadline;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallReport;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.call.ForwardingClientCall;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.inprocess.InProcessTransport;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the interceptor is told when others around it misbehave; how it is told else is in the transports' contract. */
final class OnCloseTest {
    private final InProcessTransport transport = InProcessTransport.create();
    private final InProcessAddress address = InProcessAddress.of("watched");
    private final List<CallReport> told = new ArrayList<>();
    private Server server;
    private ClientChannel channel;

    @BeforeEach
    void serve() throws IOException {
        server = Server.builder(transport, address)
                .add(TextService.echo().bind())
                .directExecutor()
                .start();
        channel = ClientChannel.over(transport, address);
    }

    @AfterEach
    void close() {
        channel.close();
        server.close();
        transport.close();
    }

    @Test
    void callThatIsNeverStartedIsNoCall() {
        watched(List.of()).newCall(UNARY, DEFAULT);
        assertEquals(List.of(), told);
    }

    @Test
    void interceptorThatThrowsInPlaceOfACallIsToldAsAFailedCall() {
        Channel throwing = watched(List.of(new ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                throw new IllegalStateException("a bug");
            }
        }));
        assertThrows(IllegalStateException.class, () -> BlockingCalls.unary(throwing, DEFAULT, UNARY, new Text("")));
        assertEquals(1, told.size());
        assertEquals(StatusCode.INTERNAL, told.get(0).outcome().status().code());
        assertEquals(UNARY.fullName(), told.get(0).outcome().method());
    }

    @Test
    void interceptorThatThrowsAtTheStartIsToldOnce() {
        Channel throwing = watched(List.of(starting(call -> {
            throw new IllegalStateException("a bug");
        })));
        assertThrows(IllegalStateException.class, () -> BlockingCalls.unary(throwing, DEFAULT, UNARY, new Text("")));
        assertEquals(1, told.size());
    }

    @Test
    void callThatDoesNotKeepNotesIsToldOfByWhatItsListenerHears() {
        Channel silent = watched(List.of(new ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                return new ForwardingClientCall<>(next.newCall(method, options)) {
                    @Override
                    public boolean watch(Consumer<CallReport> watcher) {
                        return false;
                    }
                };
            }
        }));
        BlockingCalls.unary(silent, DEFAULT, UNARY, new Text("x"));
        assertEquals(1, told.size());
        assertEquals(StatusCode.OK, told.get(0).outcome().status().code());
        assertEquals(1, told.get(0).traffic().receivedMessages());
    }

    @Test
    void mappedOptionsAreThoseOfTheCall() {
        Channel hasty = ClientInterceptor.compose(
                channel, List.of(MapOptions.by(options -> options.withDeadline(Deadline.after(Duration.ZERO)))));
        assertEquals(
                StatusCode.DEADLINE_EXCEEDED,
                assertThrows(RpcException.class, () -> BlockingCalls.unary(hasty, DEFAULT, UNARY, new Text("")))
                        .code());
    }

    private Channel watched(List<ClientInterceptor> further) {
        List<ClientInterceptor> all = new ArrayList<>(List.of(OnClose.tell(told::add)));
        all.addAll(further);
        return ClientInterceptor.compose(channel, all);
    }

    private static ClientInterceptor starting(Consumer<ClientCall<?, ?>> action) {
        return new ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                return new ForwardingClientCall<>(next.newCall(method, options)) {
                    @Override
                    public void start(ClientCallListener<R> listener, Executor executor) {
                        action.accept(this);
                    }
                };
            }
        };
    }
}
