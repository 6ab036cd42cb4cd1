package dev.tern.rpc.examples.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.examples.helloworld.Visit;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.inprocess.InProcessTransport;
import dev.tern.rpc.server.Server;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Calls a service as its clients do, through stubs, interceptors and flow control, but with no socket. The direct executor
 * runs handlers on the caller's thread, so that a call is over when the test goes on: one-way calls, too.
 */
class VisitorBookTest {
    private final InProcessTransport transport = InProcessTransport.create();
    private final InProcessAddress address = InProcessAddress.of("visitor-book");
    private Server server;
    private ClientChannel channel;
    private GreeterRpc.BlockingStub greeter;

    @BeforeEach
    void serve() throws IOException {
        server = Server.builder(transport, address)
                .add(GreeterRpc.bind(new VisitorBook()))
                .directExecutor()
                .start();
        channel = ClientChannel.over(transport, address);
        greeter = GreeterRpc.blockingStub(channel);
    }

    @AfterEach
    void close() {
        channel.close();
        server.close();
        transport.close();
    }

    @Test
    void aStrangerIsGreetedAsOne() {
        assertEquals("Hello, Ada", greeter.sayHello(named("Ada")).getMessage());
    }

    @Test
    void aVisitorWhoWasRecordedIsWelcomedBack() {
        greeter.record(Visit.newBuilder().setName("Ada").build());
        assertEquals("Welcome back, Ada", greeter.sayHello(named("Ada")).getMessage());
    }

    @Test
    void aBlankNameIsRefused() {
        RpcException refused = assertThrows(RpcException.class, () -> greeter.sayHello(named(" ")));
        assertEquals(StatusCode.INVALID_ARGUMENT, refused.code());
    }

    private static HelloRequest named(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }
}
