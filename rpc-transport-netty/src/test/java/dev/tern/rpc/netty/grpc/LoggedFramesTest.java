package dev.tern.rpc.netty.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.handler.codec.http2.Http2FrameLogger;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoggedFramesTest {
    @Test
    void withoutTraceNothingIsInTheWay() {
        assertFalse(LoggedFrames.isOn());
    }

    @Test
    void everyTypeOfFrameThatNettyKnowsIsInThisFormat() {
        List<String> others = Arrays.stream(Http2FrameLogger.class.getDeclaredMethods())
                .filter(method -> method.getName().startsWith("log") && !isOwn(method))
                .map(Method::toString)
                .toList();
        assertEquals(List.of(), others);
    }

    private static boolean isOwn(Method method) {
        return Arrays.stream(LoggedFrames.class.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}
