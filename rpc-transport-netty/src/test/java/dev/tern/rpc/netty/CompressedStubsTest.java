package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Compressor;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls whose messages are compressed, as stubs and handlers have them, on both wires. */
@ParameterizedClass
@EnumSource
class CompressedStubsTest {
    private static final MethodDescriptor<String, String> ECHO =
            MethodDescriptor.of(MethodKind.UNARY, "test.Echo", "Echo", new Words(), new Words());
    private static final String LONG = "word ".repeat(10_000);

    private final Backwards backwards = new Backwards();
    private final NettyTransport transport =
            NettyTransport.builder().compressor(backwards).build();

    @Parameter
    private Protocol wire;

    private Server server;
    private ClientChannel channel;

    @BeforeEach
    void serve() throws IOException {
        ServiceBinding echo = ServiceBinding.builder(new ServiceDescriptor("test.Echo", List.of(ECHO)))
                .add(ECHO, Handlers.unary((request, call) -> {
                    if (request.startsWith("word")) {
                        call.compressReplies(true);
                    }
                    return "echo of " + request;
                }))
                .build();
        server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .transport(transport)
                .add(echo)
                .start();
        channel = NettyChannel.builder("localhost:" + server.port())
                .transport(transport)
                .protocol(wire)
                .build();
    }

    @AfterEach
    void close() {
        channel.close();
        server.close();
        transport.close();
    }

    private String call(CallOptions options, String request) {
        return BlockingCalls.unary(channel, options, ECHO, request);
    }

    @Test
    void requestsAreCompressedWithWhatTheCallNames() {
        assertEquals("echo of hello", call(CallOptions.DEFAULT.withCompressor(backwards), "hello"));
        assertEquals(1, backwards.compressed.get());
        assertEquals(1, backwards.decompressed.get());
        assertEquals("echo of hello", call(CallOptions.DEFAULT.withCompressor(Compressor.GZIP), "hello"));
        assertEquals(1, backwards.compressed.get());
    }

    @Test
    void repliesAreCompressedWithTheServersFirstThatTheClientTakes() {
        assertEquals("echo of " + LONG, call(CallOptions.DEFAULT, LONG));
        assertEquals(0, backwards.compressed.get(), "gzip comes first");
    }

    @Test
    void aMessageOverTheLimitOnceDecompressedFailsItsCallNamingTheLimit() {
        String tooLong = "word".repeat(2 * 1024 * 1024);
        RpcException failure = assertThrows(
                RpcException.class, () -> call(CallOptions.DEFAULT.withCompressor(Compressor.GZIP), tooLong));
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, failure.code());
        assertTrue(failure.getMessage().contains("4194304"), failure::getMessage);
        assertEquals("echo of hello", call(CallOptions.DEFAULT, "hello"));
    }

    @Test
    void aRequestThatIsNotWhatItIsCompressedWithFailsItsCallAlone() {
        RpcException failure =
                assertThrows(RpcException.class, () -> call(CallOptions.DEFAULT.withCompressor(new Liar()), LONG));
        assertEquals(StatusCode.INTERNAL, failure.code());
        assertEquals("echo of hello", call(CallOptions.DEFAULT, "hello"));
    }

    /** Text. */
    private static final class Words implements Marshaller<String> {
        @Override
        public void write(String message, MessageSink sink) {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            sink.allocate(bytes.length).put(bytes);
        }

        @Override
        public String read(ByteBuffer bytes) {
            return StandardCharsets.UTF_8.decode(bytes).toString();
        }

        @Override
        public Class<String> messageType() {
            return String.class;
        }

        @Override
        public String encoding() {
            return "text";
        }
    }

    /** Says that it is gzip. */
    private static final class Liar implements Compressor {
        @Override
        public String name() {
            return "gzip";
        }

        @Override
        public ByteBuffer compress(ByteBuffer message) {
            return ByteBuffer.allocate(3);
        }

        @Override
        public ByteBuffer decompress(ByteBuffer compressed, int maxBytes) {
            throw new UnsupportedOperationException("only ever sends");
        }
    }

    /** Turns messages round, and counts them. */
    private static final class Backwards implements Compressor {
        final AtomicInteger compressed = new AtomicInteger();
        final AtomicInteger decompressed = new AtomicInteger();

        @Override
        public String name() {
            return "backwards";
        }

        @Override
        public ByteBuffer compress(ByteBuffer message) {
            compressed.incrementAndGet();
            return turned(message);
        }

        @Override
        public ByteBuffer decompress(ByteBuffer bytes, int maxBytes) {
            decompressed.incrementAndGet();
            return turned(bytes);
        }

        private static ByteBuffer turned(ByteBuffer bytes) {
            ByteBuffer turned = ByteBuffer.allocate(bytes.remaining());
            for (int i = bytes.limit() - 1; i >= bytes.position(); i--) {
                turned.put(bytes.get(i));
            }
            return turned.flip();
        }
    }
}
