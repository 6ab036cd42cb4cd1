package dev.tern.rpc.benchmarks.compare.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LibrariesTest {
    @Test
    void versionsAreThoseOfTheFoldersThatJarsAreIn() {
        String classPath = "/r/org/apache/thrift/libthrift/0.17.0/libthrift-0.17.0.jar:/here/target/classes"
                + ":/r/io/netty/netty-common/4.2.2.Final/netty-common-4.2.2.Final.jar:/r/a/other/1/other-1.jar:odd.jar";
        assertEquals("Netty 4.2.2.Final, Thrift 0.17.0", Libraries.on(classPath));
    }

    @Test
    void ownClassPathHasThem() {
        String own =
                Libraries.on(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        assertTrue(own.matches("Netty 4\\.\\S+, protobuf \\S+, grpc-java 1\\.\\S+"), own);
    }
}
