package dev.tern.rpc.stub;

import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Deadline;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.Waiting;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.inprocess.InProcessTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StubTest {
    private static final Metadata.Key<String> KEY = Metadata.Key.text("x-key");

    private final InProcessTransport transport = InProcessTransport.create();
    private final ClientChannel channel = ClientChannel.over(transport, InProcessAddress.of("nobody"));
    private final TextStub stub = new TextStub(channel, CallOptions.DEFAULT);

    @AfterEach
    void close() {
        channel.close();
        transport.close();
    }

    @Test
    void eachChangeGivesACopyWithThatOptionAndLeavesTheStubAlone() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(1));
        assertEquals(
                new Deadline(1_000_000_000),
                stub.withDeadlineAfter(Duration.ofSeconds(1)).options().deadlineAt(0));
        assertEquals(deadline, stub.withDeadline(deadline).options().deadlineAt(0));
        assertEquals(
                List.of("one", "two"),
                stub.withMetadata(KEY, "one")
                        .withMetadata(Metadata.of(KEY, "two"))
                        .options()
                        .metadata()
                        .all(KEY));
        assertEquals(
                Waiting.WAIT_FOR_READY,
                stub.withWaiting(Waiting.WAIT_FOR_READY).options().waiting());
        assertEquals(WhenFull.FAIL, stub.withWhenFull(WhenFull.FAIL).options().whenFull());
        assertEquals(
                Optional.of(Compressor.GZIP),
                stub.withCompressor(Compressor.GZIP).options().compressor());
        assertEquals(CallOptions.DEFAULT, stub.options());
        assertNotSame(stub, stub.withMetadata(KEY, "one"));
    }

    @Test
    void optionOutOfRangeIsRefusedWhenItIsSet() {
        assertThrows(IllegalArgumentException.class, () -> stub.withDeadlineAfter(Duration.ZERO));
    }

    @Test
    void interceptorsAddedLaterStandOutsideThoseOfBefore() {
        List<String> order = new ArrayList<>();
        TextStub intercepted =
                stub.withInterceptors(noting("b", order), noting("c", order)).withInterceptors(noting("a", order));
        Objects.requireNonNull(intercepted.channel().newCall(UNARY, intercepted.options()));
        assertEquals(List.of("a", "b", "c"), order);
        assertTrue(intercepted.channel().executor() == channel.executor());
    }

    private static ClientInterceptor noting(String name, List<String> order) {
        return new ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                order.add(name);
                return next.newCall(method, options);
            }
        };
    }

    private static final class TextStub extends Stub<TextStub> {
        TextStub(Channel channel, CallOptions options) {
            super(channel, options);
        }

        @Override
        protected TextStub with(Channel channel, CallOptions options) {
            return new TextStub(channel, options);
        }
    }
}
