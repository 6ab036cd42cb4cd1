package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that have an array of their own are given to their marshaller in it, all others in the transport's memory. */
class OwnArraysTest {
    /** In several frames on either wire. */
    private static final int LONG_BYTES = 200_000;

    /** Goes to another thread in a buffer that is used again. */
    private static final int SHORT_BYTES = 100;

    /** Goes to another thread in an array on the gRPC wire; on the native one perhaps in the read buffer. */
    private static final int MIDDLING_BYTES = 2_000;

    @ParameterizedTest
    @EnumSource
    void aMessageThatCameInPiecesIsGivenAway(Protocol wire) throws IOException {
        assertEquals(List.of("owned " + LONG_BYTES), read(wire, LONG_BYTES));
    }

    @ParameterizedTest
    @EnumSource
    void aShortMessageOfAnotherThreadIsNot(Protocol wire) throws IOException {
        assertEquals(List.of("read " + SHORT_BYTES), read(wire, SHORT_BYTES));
    }

    @ParameterizedTest
    @EnumSource(names = "GRPC")
    void theCopyOfALongerOneIs(Protocol wire) throws IOException {
        assertEquals(List.of("owned " + MIDDLING_BYTES), read(wire, MIDDLING_BYTES));
    }

    /** How a message of so many bytes reaches its marshaller, on another thread than that which reads. */
    private static List<String> read(Protocol wire, int bytes) throws IOException {
        byte[] message = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            message[i] = (byte) (i * 31);
        }
        Noted noted = new Noted();
        try (CountedTransport transport = CountedTransport.of(settings -> settings.protocol(wire));
                TestServer server = TestServer.holding(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            RequestHead head = new RequestHead("a/b", MethodKind.UNARY, RequestHead.NO_TIMEOUT, Metadata.EMPTY);
            Heard heard = Heard.of();
            connection.open(head, heard).send(message, noted, true);
            TestServer.Call call = server.call();
            InboundMessage held = call.heard().held();
            // The thread that reads is through with the message when it has read another: until then it is in the read
            // buffer.
            Heard other = Heard.of();
            connection
                    .open(new RequestHead("a/echo", MethodKind.UNARY, RequestHead.NO_TIMEOUT, Metadata.EMPTY), other)
                    .send(new byte[1], BytesMarshaller.BYTES, true);
            other.message();
            other.closed();
            assertArrayEquals(message, held.decode(noted));
            call.stream().reply(new byte[0], noted, Metadata.EMPTY);
            heard.message();
            heard.closed();
        }
        return noted.reads;
    }

    /** Notes how it is asked to read. */
    private static final class Noted extends BytesMarshaller {
        private final List<String> reads = new ArrayList<>();

        @Override
        public byte[] read(ByteBuffer bytes) {
            reads.add("read " + bytes.remaining());
            return super.read(bytes);
        }

        @Override
        public byte[] readOwned(byte[] bytes) {
            reads.add("owned " + bytes.length);
            return bytes;
        }
    }
}
