package dev.tern.rpc.netty.framed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.HelloFrame;
import dev.tern.rpc.netty.framed.wire.Preface;
import dev.tern.rpc.netty.io.LifeSettings;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.PingIntervals;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerConnectionListener;
import dev.tern.rpc.transport.ServerStream;
import dev.tern.rpc.transport.StreamListener;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamTableTest {
    private final StreamTable table = new StreamTable();
    private final LiveServerConnection connection = new LiveServerConnection(
            new FramedSettings(Hello.DEFAULT, LifeSettings.unlimitedAfter(1_000), 10, 10, List.of()),
            new LiveConnections() {
                @Override
                public void begun(Connection connection) {}

                @Override
                public void ended(Connection connection) {}

                @Override
                public PingIntervals pingIntervals() {
                    return new PingIntervals();
                }
            },
            accepted -> new ServerConnectionListener() {
                @Override
                public StreamListener onStream(ServerStream stream, RequestHead head) {
                    throw new AssertionError("no streams come");
                }

                @Override
                public void onClosed(Status reason) {}
            });
    private final EmbeddedChannel channel = new EmbeddedChannel(connection);

    StreamTableTest() {
        var hello = Unpooled.buffer();
        Preface.write(hello);
        HelloFrame.write(hello, Hello.DEFAULT);
        channel.writeInbound(hello);
    }

    @AfterEach
    void nothingIsLeft() {
        channel.finishAndReleaseAll();
    }

    private LiveStream stream(int id) {
        return new LiveServerStream(connection, id, MethodKind.UNARY);
    }

    @Test
    void streamsAreFoundUntilTheyAreRemoved() {
        Map<Integer, LiveStream> model = new HashMap<>();
        Random random = new Random(1);
        int next = -500;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(3) > 0) {
                int id = next++;
                LiveStream stream = stream(id);
                table.put(id, stream);
                model.put(id, stream);
            } else if (!model.isEmpty()) {
                int id = next - 1 - random.nextInt(600);
                LiveStream gone = model.remove(id);
                if (gone != null) {
                    table.remove(gone);
                }
                assertNull(table.get(id));
            }
            int any = next - random.nextInt(1_000);
            assertSame(model.get(any), table.get(any));
        }
        assertEquals(model.size(), table.all().size());
        table.all().forEach(table::remove);
        assertTrue(table.isEmpty());
    }

    @Test
    void aStreamRemovedTwiceIsRemovedOnce() {
        LiveStream one = stream(1);
        LiveStream other = stream(65);
        table.put(1, one);
        table.put(65, other);
        table.remove(one);
        table.remove(one);
        assertSame(other, table.get(65));
        table.remove(other);
        assertTrue(table.isEmpty());
    }
}
