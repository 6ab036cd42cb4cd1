package dev.tern.rpc.server;

import static dev.tern.rpc.contract.TextService.ONE_WAY;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.transport.StreamListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that sends a one-way call and goes: the call is here, and nobody waited for it anyway. */
final class OneWayCallTest {
    private static final Status GONE = StatusCode.UNAVAILABLE.withMessage("the client has gone");

    private final ScriptedPeer peer = new ScriptedPeer();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> handled = new ArrayList<>();
    private final List<StatusCode> reported = new ArrayList<>();
    private Server server;

    private StreamListener call(MethodDescriptor<Text, Text> method) throws IOException {
        server = Server.builder(peer, ScriptedPeer.ADDRESS)
                .add(TextService.with(ONE_WAY, Handlers.oneWay((text, call) -> handled.add(text.value())))
                        .and(UNARY, Handlers.unary((text, call) -> {
                            handled.add(text.value());
                            return text;
                        }))
                        .bind())
                .executor(tasks::add)
                .onCallEnd(report -> reported.add(report.outcome().status().code()))
                .start();
        StreamListener call = peer.call(new ScriptedServerStream(), method, method.kind(), "");
        call.onMessage(ScriptedPeer.message(new Text("visit"), false));
        return call;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void isHandledAlsoWhenItsClientGoesBeforeItsTurnComes() throws IOException {
        StreamListener call = call(ONE_WAY);
        call.onHalfClose();
        call.onClosed(GONE, Metadata.EMPTY, Origin.THIS_SIDE, false);
        assertEquals(List.of(), reported);
        tasks.remove().run();
        assertEquals(List.of("visit"), handled);
        assertEquals(List.of(StatusCode.OK), reported);
    }

    @Test
    void thatIsNotWholeIsNot() throws IOException {
        StreamListener call = call(ONE_WAY);
        call.onClosed(GONE, Metadata.EMPTY, Origin.THIS_SIDE, false);
        assertEquals(0, tasks.size());
        assertEquals(List.of(StatusCode.UNAVAILABLE), reported);
    }

    @Test
    void anyOtherIsNot() throws IOException {
        StreamListener call = call(UNARY);
        call.onHalfClose();
        call.onClosed(GONE, Metadata.EMPTY, Origin.THIS_SIDE, false);
        tasks.remove().run();
        assertEquals(List.of(), handled);
        assertEquals(List.of(StatusCode.UNAVAILABLE), reported);
    }
}
