package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.ServiceDescriptor;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How messages may look on the gRPC wire: in which encoding. */
class GrpcMessagesTest {
    private static final MethodDescriptor<String, String> PLAIN = method(new Words("plain", ""));
    private static final MethodDescriptor<String, String> JSON = method(new Words("json", "\""));
    private static final MethodDescriptor<String, String> XML = method(new Words("xml", "|"));

    private Server server;
    private ClientChannel channel;

    @BeforeEach
    void serve() throws IOException {
        ServiceBinding echo = ServiceBinding.builder(new ServiceDescriptor("test.Echo", List.of(PLAIN)))
                .add(PLAIN, Handlers.unary((request, call) -> "echo of " + request))
                .build()
                .alsoEncoded(PLAIN, JSON.request(), JSON.reply());
        server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .transport(transport())
                .add(echo)
                .start();
        channel = NettyChannel.builder("localhost:" + server.port())
                .transport(transport())
                .protocol(Protocol.GRPC)
                .build();
    }

    private final NettyTransport shared = NettyTransport.builder().build();

    private NettyTransport transport() {
        return shared;
    }

    @AfterEach
    void close() {
        channel.close();
        server.close();
        shared.close();
    }

    private String call(MethodDescriptor<String, String> method, CallOptions options, String request) {
        return BlockingCalls.unary(channel, options, method, request);
    }

    @Test
    void theClientsEncodingIsTheReplysToo() {
        assertEquals("echo of hello", call(PLAIN, CallOptions.DEFAULT, "hello"));
        assertEquals("echo of hello", call(JSON, CallOptions.DEFAULT, "hello"));
    }

    @Test
    void anEncodingThatTheMethodDoesNotHaveIsUnimplementedNamingThoseItHas() {
        RpcException failure = assertThrows(RpcException.class, () -> call(XML, CallOptions.DEFAULT, "hello"));
        assertEquals(StatusCode.UNIMPLEMENTED, failure.code());
        assertTrue(failure.getMessage().contains("xml"), failure::getMessage);
        assertTrue(failure.getMessage().contains("json, plain"), failure::getMessage);
    }

    private static MethodDescriptor<String, String> method(Words words) {
        return MethodDescriptor.of(MethodKind.UNARY, "test.Echo", "Echo", words, words);
    }

    /** Text between quotes of some kind. */
    private record Words(String encoding, String quote) implements Marshaller<String> {
        @Override
        public void write(String message, MessageSink sink) {
            byte[] bytes = (quote + message + quote).getBytes(StandardCharsets.UTF_8);
            sink.allocate(bytes.length).put(bytes);
        }

        @Override
        public String read(ByteBuffer bytes) {
            String text = StandardCharsets.UTF_8.decode(bytes).toString();
            if (!text.startsWith(quote) || !text.endsWith(quote)) {
                throw new IllegalArgumentException("not " + encoding + ": " + text);
            }
            return text.substring(quote.length(), text.length() - quote.length());
        }

        @Override
        public Class<String> messageType() {
            return String.class;
        }
    }
}
