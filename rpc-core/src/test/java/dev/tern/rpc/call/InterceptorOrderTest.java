package dev.tern.rpc.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextMarshaller;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.inprocess.InProcessTransport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InterceptorOrderTest {
    private static final MethodDescriptor<Text, Text> METHOD =
            MethodDescriptor.of(MethodKind.UNARY, "test.Service", "One", TextMarshaller.BYTES, TextMarshaller.BYTES);

    private final List<String> order = new ArrayList<>();

    @Test
    void firstClientInterceptorIsOutermost() {
        try (InProcessTransport transport = InProcessTransport.create();
                ClientChannel channel = ClientChannel.over(transport, InProcessAddress.of("nobody"))) {
            Channel composed =
                    ClientInterceptor.compose(channel, List.of(noting("one"), noting("two"), noting("three")));
            composed.newCall(METHOD, CallOptions.DEFAULT);
            assertEquals(List.of("one", "two", "three"), order);
        }
    }

    @Test
    void interceptorsComposedLaterStandOutside() {
        try (InProcessTransport transport = InProcessTransport.create();
                ClientChannel channel = ClientChannel.over(transport, InProcessAddress.of("nobody"))) {
            Channel inner = ClientInterceptor.compose(channel, List.of(noting("inner")));
            ClientInterceptor.compose(inner, List.of(noting("outer"))).newCall(METHOD, CallOptions.DEFAULT);
            assertEquals(List.of("outer", "inner"), order);
        }
    }

    @Test
    void composedChannelKeepsTheExecutorAndNoInterceptorsMeanTheChannelItself() {
        try (InProcessTransport transport = InProcessTransport.create();
                ClientChannel channel = ClientChannel.over(transport, InProcessAddress.of("nobody"))) {
            assertSame(
                    channel.executor(),
                    ClientInterceptor.compose(channel, List.of(noting("one"))).executor());
            assertSame(channel, ClientInterceptor.compose(channel, List.of()));
        }
    }

    @Test
    void interceptorsAreComposedOnceAndNotPerCall() {
        int[] iterations = {0};
        Iterable<ClientInterceptor> counted = () -> {
            iterations[0]++;
            return List.of(noting("one")).iterator();
        };
        try (InProcessTransport transport = InProcessTransport.create();
                ClientChannel channel = ClientChannel.over(transport, InProcessAddress.of("nobody"))) {
            Channel composed = ClientInterceptor.compose(channel, counted);
            composed.newCall(METHOD, CallOptions.DEFAULT);
            composed.newCall(METHOD, CallOptions.DEFAULT);
        }
        assertEquals(1, iterations[0]);
        assertEquals(List.of("one", "one"), order);
    }

    private ClientInterceptor noting(String name) {
        return new ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                order.add(name);
                return next.newCall(method, options);
            }
        };
    }
}
