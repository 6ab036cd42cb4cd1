package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopsTest {
    private final EventLoops loops = EventLoops.of(1, 0);
    private final Map<ChannelOption<Integer>, Integer> options = new HashMap<>();

    @AfterEach
    void nothingIsLeft() {
        loops.close();
    }

    @Test
    void socketsThatCanBeToldGiveUpWhatIsNotAcknowledged() {
        loops.silenceTimeout(options::put, 50_000);
        assertEquals(Epoll.isAvailable() ? Map.of(EpollChannelOption.TCP_USER_TIMEOUT, 50_000) : Map.of(), options);
    }

    @Test
    void withoutATimeoutTheSystemsOwnStays() {
        loops.silenceTimeout(options::put, 0);
        assertEquals(Map.of(), options);
    }
}
