package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages compressed by call and by message, at the SPI's height, on both wires. */
class CompressionTest {
    private CountedTransport transport;
    private TestServer server;

    private ClientConnection connect(Protocol wire) throws IOException {
        transport = CountedTransport.of(settings -> settings.protocol(wire));
        server = TestServer.holding(transport.get());
        return Connecting.to(transport.get(), server.address()).connection();
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        transport.close();
    }

    private static RequestHead head(MethodKind kind) {
        return new RequestHead("a/b", kind, RequestHead.NO_TIMEOUT, Metadata.EMPTY, "", Compressor.GZIP);
    }

    /** Shrinks to a tenth or so, and is not the same everywhere. */
    private static byte[] text(int size) {
        byte[] text = new byte[size];
        for (int i = 0; i < size; i++) {
            text[i] = (byte) "words and words ".charAt(i / 7 % 16);
        }
        return text;
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(7).nextBytes(noise);
        return noise;
    }

    private static void assertCame(byte[] sent, boolean compressed, InboundMessage message) {
        assertEquals(compressed, message.isCompressed());
        assertEquals(!compressed, message.size() == sent.length);
        assertArrayEquals(sent, message.decode(BYTES));
    }

    @ParameterizedTest
    @CsvSource({"NATIVE, 1000", "NATIVE, 4000000", "GRPC, 1000", "GRPC, 4000000"})
    void aRequestAndItsReplyAreCompressedAndSoAreTheBytesCounted(Protocol wire, int size) throws IOException {
        Heard heard = Heard.holding();
        Stream stream = connect(wire).open(head(MethodKind.UNARY), heard);
        stream.send(text(size), BYTES, true);
        TestServer.Call call = server.call();
        assertCame(text(size), true, call.heard().held());
        call.stream().compressMessages(true);
        call.stream().reply(text(size), BYTES, Metadata.of(Metadata.Key.text("t"), "1"));
        assertCame(text(size), true, heard.held());
        assertEquals(1, heard.closed().trailers().size());
        assertTrue(stream.sentBytes() < size / 4, () -> stream.sentBytes() + " bytes sent");
        assertEquals(stream.sentBytes(), call.stream().receivedBytes());
        assertEquals(stream.receivedBytes(), call.stream().sentBytes());
    }

    @ParameterizedTest
    @EnumSource
    void aCompressedMessageOfSeveralFramesIsPutTogether(Protocol wire) throws IOException {
        byte[] half = new byte[2_000_000];
        System.arraycopy(noise(1_000_000), 0, half, 0, 1_000_000);
        Heard heard = Heard.holding();
        connect(wire).open(head(MethodKind.UNARY), heard).send(half, BYTES, true);
        TestServer.Call call = server.call();
        assertCame(half, true, call.heard().held());
        call.stream().compressMessages(true);
        call.stream().reply(half, BYTES, Metadata.EMPTY);
        assertCame(half, true, heard.held());
        assertEquals(Status.OK, heard.closed().status());
    }

    @ParameterizedTest
    @EnumSource
    void eachMessageOfAStreamIsCompressedOrNot(Protocol wire) throws IOException {
        Heard heard = Heard.holding();
        Stream stream = connect(wire).open(head(MethodKind.BIDI_STREAMING), heard);
        TestServer.Call call = server.call();
        call.stream().request(3);
        stream.request(3);
        call.stream().compressMessages(true);
        for (boolean on : new boolean[] {true, false, true}) {
            stream.compressMessages(on);
            stream.send(text(500), BYTES, false);
            assertCame(text(500), on, call.heard().held());
            call.stream().compressMessages(on);
            call.stream().send(text(500), BYTES, false);
            assertCame(text(500), on, heard.held());
        }
        call.stream().close(Status.OK, Metadata.EMPTY);
        heard.closed();
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatWouldGetLongerGoesAsItIs(Protocol wire) throws IOException {
        Heard heard = Heard.holding();
        connect(wire).open(head(MethodKind.UNARY), heard).send(noise(100), BYTES, true);
        TestServer.Call call = server.call();
        assertCame(noise(100), false, call.heard().held());
        call.stream().compressMessages(true);
        call.stream().reply(new byte[0], BYTES, Metadata.EMPTY);
        assertCame(new byte[0], false, heard.held());
        heard.closed();
    }

    @ParameterizedTest
    @EnumSource
    void repliesAreCompressedOnlyIfTheApplicationAsks(Protocol wire) throws IOException {
        Heard heard = Heard.holding();
        connect(wire).open(head(MethodKind.UNARY), heard).send(text(500), BYTES, true);
        TestServer.Call call = server.call();
        call.heard().held().discard();
        call.stream().reply(text(500), BYTES, Metadata.EMPTY);
        assertCame(text(500), false, heard.held());
        assertFalse(heard.closed().neverSent());
    }
}
