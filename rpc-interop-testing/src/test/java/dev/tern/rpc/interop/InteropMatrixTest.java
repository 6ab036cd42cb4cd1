package dev.tern.rpc.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every case, in every direction, without and with TLS. Our server and client run in this process, grpc-java's programs in
 * their own. When all went as expected the table of results is written into the documentation.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteropMatrixTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "interop.md");

    private final ResultTable table = new ResultTable();
    private final Map<Column, AutoCloseable> servers = new EnumMap<>(Column.class);
    private final Map<Column, Integer> ports = new EnumMap<>(Column.class);

    @BeforeAll
    void startServers() throws Exception {
        for (Column column : Column.values()) {
            if (column.isGrpcJavaServer()) {
                Program server = GrpcJava.server(column.isTls());
                servers.put(column, server);
                ports.put(column, server.startedPort());
            } else {
                InteropServer server =
                        InteropServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), column.isTls());
                servers.put(column, server);
                ports.put(column, server.port());
            }
        }
    }

    @AfterAll
    void stopServersAndWriteTheTable() throws Exception {
        for (AutoCloseable server : servers.values()) {
            server.close();
        }
        if (table.isComplete()) {
            table.writeTo(DOCUMENT);
        }
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicContainer> everyCaseGoesAsExpected() {
        return Arrays.stream(Column.values())
                .map(column -> DynamicContainer.dynamicContainer(
                        column.title(),
                        Arrays.stream(TestCase.values())
                                .map(testCase ->
                                        DynamicTest.dynamicTest(testCase.toString(), () -> check(testCase, column)))));
    }

    private void check(TestCase testCase, Column column) throws Exception {
        Result expected = column.expected(testCase);
        int port = ports.get(column);
        if (expected == Result.PASSED && column.isGrpcJavaClient()) {
            passesWithGrpcJava(testCase, port, column.isTls());
        } else if (expected == Result.PASSED) {
            testCase.run(column.target(port), Column.SOAK);
        } else if (expected.failure().isPresent()) {
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> testCase.run(column.target(port), Column.SOAK));
            assertEquals(expected.failure().get(), failure.getMessage());
        }
        table.add(testCase, column, expected);
    }

    private static void passesWithGrpcJava(TestCase testCase, int port, boolean tls)
            throws IOException, InterruptedException {
        try (Program client = GrpcJava.client(testCase.toString(), port, tls)) {
            assertEquals(0, client.exitCode(), client::output);
        }
    }
}
