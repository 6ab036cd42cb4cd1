package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class MethodPathsTest {
    private final MethodPaths paths = new MethodPaths();

    @Test
    void aMethodsPathBeginsWithASlash() {
        assertEquals("/a.B/C", paths.ofMethod("a.B/C").toString());
        assertEquals("a.B/C", paths.toMethod("/a.B/C"));
    }

    @Test
    void whatIsNoMethodsPathIsItsOwnName() {
        assertEquals("*", paths.toMethod("*"));
    }

    @Test
    void thoseInUseAreMadeOnce() {
        assertSame(paths.ofMethod("a/b"), paths.ofMethod("a/b"));
        assertSame(paths.toMethod("/a/b"), paths.toMethod("/a/b"));
    }

    @Test
    void aPeerCanNotMakeThemGrow() {
        for (int i = 0; i < 256; i++) {
            paths.toMethod("/a/" + i);
        }
        assertEquals("a/256", paths.toMethod("/a/256"));
        assertNotSame(paths.toMethod("/a/256"), paths.toMethod("/a/256"));
        String longer = "/" + "x".repeat(256);
        assertNotSame(new MethodPaths().toMethod(longer), new MethodPaths().toMethod(longer));
    }
}
