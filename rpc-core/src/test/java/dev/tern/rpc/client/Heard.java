package dev.tern.rpc.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.call.DirectExecutor;
import java.util.ArrayList;
import java.util.List;

/** A started call and what it heard. */
final class Heard implements ClientCallListener<String> {
    static final MethodDescriptor<String, String> UNARY = method(MethodKind.UNARY);
    static final MethodDescriptor<String, String> CHAT = method(MethodKind.BIDI_STREAMING);
    static final MethodDescriptor<String, String> ONE_WAY = method(MethodKind.ONE_WAY);
    static final MethodDescriptor<String, String> UPLOAD = method(MethodKind.CLIENT_STREAMING);
    static final MethodDescriptor<String, String> DOWNLOAD = method(MethodKind.SERVER_STREAMING);

    final ClientCall<String, String> call;

    final List<String> events = new ArrayList<>();
    private final List<Outcome> ends = new ArrayList<>();

    Heard(ClientCall<String, String> call) {
        this.call = call;
        call.start(this, DirectExecutor.INSTANCE);
    }

    Outcome end() {
        assertEquals(1, ends.size(), events::toString);
        return ends.get(0);
    }

    @Override
    public void onMessage(String message) {
        events.add(message);
    }

    @Override
    public void onReady() {
        events.add("ready");
    }

    @Override
    public void onClose(Outcome outcome) {
        events.add(outcome.status().code().name());
        ends.add(outcome);
    }

    private static MethodDescriptor<String, String> method(MethodKind kind) {
        return MethodDescriptor.of(kind, "test.Service", kind.name(), NoMarshaller.INSTANCE, NoMarshaller.INSTANCE);
    }
}
