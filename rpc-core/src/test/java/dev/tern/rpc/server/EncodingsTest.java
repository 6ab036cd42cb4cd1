package dev.tern.rpc.server;

import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextMarshaller;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.transport.StreamListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncodingsTest {
    private final ScriptedPeer peer = new ScriptedPeer();
    private final ScriptedServerStream stream = new ScriptedServerStream();
    private final List<String> handled = new ArrayList<>();
    private @Nullable Server server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    static List<MethodDescriptor<Text, Text>> methods() {
        return List.of(UNARY, CHAT);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void callInAnotherEncodingIsDecodedAndAnsweredInThat(MethodDescriptor<Text, Text> method) throws IOException {
        serve(binding(method).alsoEncoded(method, Loud.INSTANCE, Loud.INSTANCE));
        call(method, "loud");
        assertEquals(List.of("hello"), handled);
        assertEquals(List.of(Loud.INSTANCE), stream.marshallers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text"})
    void callThatNamesNoneOrTheMethodsOwnIsInTheMethodsOwn(String encoding) throws IOException {
        serve(binding(UNARY).alsoEncoded(UNARY, Loud.INSTANCE, Loud.INSTANCE));
        call(UNARY, encoding);
        assertEquals(List.of("HELLO"), handled);
        assertEquals(List.of(TextMarshaller.BYTES), stream.marshallers);
    }

    @Test
    void encodingThatTheMethodHasNotIsRefusedNamingThoseItHas() throws IOException {
        serve(binding(UNARY).alsoEncoded(UNARY, Loud.INSTANCE, Loud.INSTANCE));
        call(UNARY, "xml");
        assertEquals(List.of("close UNIMPLEMENTED"), stream.told);
        assertEquals(
                "method tern.contract.Texts/Unary has no encoding 'xml', only: loud, text",
                stream.closed().message());
        assertEquals(List.of(), handled);
    }

    @Test
    void otherMethodsOfTheServiceHaveTheirOwnEncodingOnly() throws IOException {
        serve(binding(UNARY).alsoEncoded(CHAT, Loud.INSTANCE, Loud.INSTANCE));
        call(UNARY, "loud");
        assertEquals(List.of("close UNIMPLEMENTED"), stream.told);
    }

    @Test
    void interceptorsAndExecutorAddedLaterKeepTheEncodings() {
        ServiceBinding binding = binding(UNARY).alsoEncoded(UNARY, Loud.INSTANCE, Loud.INSTANCE);
        ServiceBinding changed = binding.with().on(Runnable::run);
        assertEquals(
                binding.methods().get(0).otherEncodings(),
                changed.methods().get(0).otherEncodings());
        assertEquals(1, changed.methods().get(0).otherEncodings().size());
    }

    @Test
    void encodingAddedTwiceIsRefusedByName() {
        ServiceBinding binding = binding(UNARY).alsoEncoded(UNARY, Loud.INSTANCE, Loud.INSTANCE);
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> binding.alsoEncoded(UNARY, Loud.INSTANCE, Loud.INSTANCE));
        assertTrue(refusal.getMessage().contains("'loud' already"), refusal::getMessage);
        assertThrows(
                IllegalArgumentException.class,
                () -> binding.alsoEncoded(UNARY, TextMarshaller.OBJECTS, TextMarshaller.OBJECTS));
    }

    @Test
    void requestsAndRepliesOfTwoEncodingsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> binding(UNARY).alsoEncoded(UNARY, Loud.INSTANCE, TextMarshaller.BYTES));
    }

    private ServiceBinding binding(MethodDescriptor<Text, Text> method) {
        ServerHandler<Text, Text> echo = call -> call.listen(request -> {
            assertSame(method, call.method());
            handled.add(request.value());
            call.reply(request);
        });
        return TextService.with(method, echo).bind();
    }

    private void serve(ServiceBinding binding) throws IOException {
        server = Server.builder(peer, ScriptedPeer.ADDRESS)
                .add(binding)
                .directExecutor()
                .start();
    }

    private void call(MethodDescriptor<Text, Text> method, String encoding) {
        StreamListener call = peer.call(stream, method, method.kind(), encoding);
        call.onMessage(ScriptedPeer.message(new Text("HELLO"), false));
        call.onHalfClose();
    }

    /** Text in capitals, which are read as small ones. */
    private enum Loud implements Marshaller<Text> {
        INSTANCE;

        @Override
        public void write(Text message, MessageSink sink) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Text read(ByteBuffer bytes) {
            StringBuilder small = new StringBuilder();
            for (char c : StandardCharsets.US_ASCII.decode(bytes).toString().toCharArray()) {
                small.append(Character.toLowerCase(c));
            }
            return new Text(small.toString());
        }

        @Override
        public Class<Text> messageType() {
            return Text.class;
        }

        @Override
        public String encoding() {
            return "loud";
        }
    }
}
