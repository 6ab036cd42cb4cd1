package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.Flags;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.netty.framed.wire.ReplyFrame;
import dev.tern.rpc.netty.framed.wire.RequestFrame;
import dev.tern.rpc.transport.RequestHead;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Compression with peers that break its rules or know nothing of it, by row of the errors in {@code docs/spec/framed.md}. */
class BadCompressionTest extends BadClients {
    private static final int COMPRESSED = RequestFrame.MESSAGE | RequestFrame.COMPRESSED;

    private static void request(ByteBuf out, MethodKind kind, int compressor, byte[] message) {
        ScriptedPeer.head(out, kind, "a/b", COMPRESSED);
        out.writeByte(compressor).writeBytes(message);
    }

    private static byte[] gzip(int zeros) {
        ByteBuffer bytes = Compressor.GZIP.compress(ByteBuffer.allocate(zeros));
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        return all;
    }

    @Test
    void row6ARequestThatEndsBeforeItsCompressorIsAConnectionError() {
        connectionError(
                StatusCode.INTERNAL,
                peer -> peer.frame(
                        FrameType.REQUEST, 1, out -> ScriptedPeer.head(out, MethodKind.UNARY, "a/b", COMPRESSED)));
    }

    @Test
    void row7AFragmentThatContinuesCanNotBeCompressed() {
        connectionError(
                StatusCode.INTERNAL,
                peer -> peer.request(1, MethodKind.CLIENT_STREAMING, "a/b", -1)
                        .frame(FrameType.MESSAGE, 1, out -> out.writeByte(0x14).writeByte(0)));
    }

    @Test
    void row32ACompressorThatTheHelloDoesNotHaveEndsTheStream() {
        for (int compressor : new int[] {1, 127, 255}) {
            streamError(
                    StatusCode.INTERNAL,
                    peer -> peer.frame(
                            FrameType.REQUEST, 1, out -> request(out, MethodKind.UNARY, compressor, gzip(9))));
        }
    }

    @Test
    void row33AMessageThatIsNotWhatItIsSaidToBeFailsWhereItIsDecoded() {
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            peer.frame(FrameType.REQUEST, 1, out -> request(out, MethodKind.UNARY, 0, new byte[] {1, 2, 3}));
            TestServer.Call call = server.call();
            assertThrows(RuntimeException.class, () -> call.heard().held().decode(BYTES));
            call.stream().cancel(StatusCode.INTERNAL.withMessage("over"));
            assertEquals(1, peer.read(FrameType.RESET).streamId());
            peer.request(2, MethodKind.UNARY, "a/echo", 5);
            assertEquals(2, peer.read(FrameType.REPLY).streamId(), "the connection goes on");
        }
    }

    @Test
    void row34ABombIsCutOffAtTheLimitWhichItNames() {
        byte[] bomb = gzip(10_000_000);
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            peer.frame(FrameType.REQUEST, 1, out -> request(out, MethodKind.UNARY, 0, bomb));
            TestServer.Call call = server.call();
            RpcException failure =
                    assertThrows(RpcException.class, () -> call.heard().held().decode(BYTES));
            assertEquals(StatusCode.RESOURCE_EXHAUSTED, failure.code());
            assertTrue(failure.getMessage().contains("maxMessageBytes 100000"), failure::getMessage);
            call.stream().cancel(StatusCode.RESOURCE_EXHAUSTED.withMessage("over"));
            assertEquals(1, peer.read(FrameType.RESET).streamId());
        }
    }

    @Test
    void fragmentsOfACompressedMessageMayBeOfAnySize() {
        byte[] message = gzip(50_000);
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            peer.frame(FrameType.REQUEST, 1, out -> {
                ScriptedPeer.head(out, MethodKind.UNARY, "a/b", COMPRESSED | RequestFrame.MORE);
                MessageFrame.writePrefix(out, 0, true, message.length);
                out.writeByte(message[0]);
            });
            for (int i = 1; i < message.length; i++) {
                byte next = message[i];
                int more = i + 1 < message.length ? MessageFrame.MORE : 0;
                peer.frame(
                        FrameType.MESSAGE,
                        1,
                        out -> out.writeByte(MessageFrame.CONTINUES | more).writeByte(next));
            }
            assertArrayEquals(new byte[50_000], server.call().heard().held().decode(BYTES));
        }
    }

    @Test
    void aClientThatTakesNoCompressionIsSentNone() {
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            peer.request(1, MethodKind.UNARY, "a/b", 5);
            TestServer.Call call = server.call();
            call.stream().compressMessages(true);
            call.stream().reply(new byte[1_000], BYTES, Metadata.EMPTY);
            int flags = ReplyFrame.readFlags(peer.read(FrameType.REPLY).body());
            assertFalse(Flags.has(flags, ReplyFrame.COMPRESSED));
        }
    }

    @Test
    void aServerIsSentWhatItTakesByItsPlaceInItsListAndAnythingElsePlain() throws IOException {
        Hello d = Hello.DEFAULT;
        for (int place = -1; place < 2; place++) {
            Hello hello = new Hello(
                    d.maxFrameBytes(),
                    d.maxMessageBytes(),
                    d.maxMetadataBytes(),
                    10,
                    d.streamCredit(),
                    d.connectionCredit(),
                    place < 0
                            ? java.util.List.of("zstd")
                            : java.util.List.of("zstd", "gzip").subList(1 - place, 2),
                    0,
                    100);
            try (ServerSocket port = ScriptedPeer.port()) {
                Connecting connecting = Connecting.to(transport.get(), ScriptedPeer.addressOf(port));
                try (ScriptedPeer peer = ScriptedPeer.serverOn(port, hello)) {
                    RequestHead head = new RequestHead(
                            "a/b", MethodKind.UNARY, RequestHead.NO_TIMEOUT, Metadata.EMPTY, "", Compressor.GZIP);
                    connecting.connection().open(head, Heard.of()).send(new byte[1_000], BYTES, true);
                    ByteBuf body = peer.read(FrameType.REQUEST).body();
                    int flags = RequestFrame.readFlags(body);
                    assertEquals(place >= 0, Flags.has(flags, RequestFrame.COMPRESSED));
                    RequestFrame.readMethod(body);
                    RequestFrame.readName(body);
                    assertEquals(place, MessageFrame.readCompressor(body, Flags.has(flags, RequestFrame.COMPRESSED)));
                }
            }
        }
    }
}
