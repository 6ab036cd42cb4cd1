package dev.tern.rpc.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.client.ClientChannelBuilder;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.netty.NettyTransportBuilder;
import dev.tern.rpc.server.ServerBuilder;
import dev.tern.rpc.stub.Stub;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps docs/limits.md true: its settings are there to be set, its tests are there and run. */
class LimitsPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Map<String, Class<?>> BUILDERS = Map.of(
            "ServerBuilder", ServerBuilder.class,
            "ClientChannelBuilder", ClientChannelBuilder.class,
            "NettyServer", NettyServer.class,
            "NettyChannel", NettyChannel.class,
            "NettyTransportBuilder", NettyTransportBuilder.class,
            "Stub", Stub.class);

    /** The cells of each row that has a test in its last one: attack, limit, setting, reason, test. */
    static Stream<List<String>> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/limits.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| attack"))
                .map(line -> Arrays.asList(line.substring(2, line.length() - 2).split(" \\| ")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void settingIsAMethodOfABuilder(List<String> row) {
        assertTrue(row.size() == 5, () -> "five cells, not " + row.size() + ": " + row);
        Matcher settings = QUOTED.matcher(row.get(2));
        while (settings.find()) {
            String[] name = settings.group(1).split("\\.");
            Class<?> builder = name.length == 1 ? NettyTransportBuilder.class : BUILDERS.get(name[0]);
            assertTrue(builder != null, () -> "not a builder: " + settings.group(1));
            assertTrue(
                    Stream.of(builder.getMethods())
                            .anyMatch(method -> method.getName().equals(name[name.length - 1])),
                    () -> "no such setting: " + settings.group(1));
        }
    }

    /** Settings that count or last, which is what limits do. */
    static Stream<Method> numbers() {
        return Stream.of(ServerBuilder.class, ClientChannelBuilder.class, NettyTransportBuilder.class)
                .flatMap(builder -> Arrays.stream(builder.getMethods()))
                .filter(method -> method.getReturnType() == method.getDeclaringClass())
                .filter(method -> Arrays.stream(method.getParameterTypes())
                        .anyMatch(type -> type == int.class || type == Duration.class))
                .filter(method -> !method.getName().equals("eventLoopThreads"));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void settingThatIsANumberIsOnThePage(Method setting) throws IOException {
        String page = Files.readString(ROOT.resolve("docs/limits.md"));
        assertTrue(
                page.contains("`" + setting.getName() + "`") || page.contains("." + setting.getName() + "`"),
                () -> "docs/limits.md has no row for " + setting);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void testIsThere(List<String> row) throws IOException {
        Matcher tests = QUOTED.matcher(row.get(4));
        assertTrue(tests.find(), () -> "no test: " + row);
        do {
            String[] name = tests.group(1).split("#");
            Path file = testNamed(name[0] + ".java");
            assertTrue(
                    name.length == 1 || Files.readString(file).contains("void " + name[1] + "("),
                    () -> "no such test: " + name[1] + " in " + file);
        } while (tests.find());
    }

    private static Path testNamed(String file) throws IOException {
        for (String module : List.of("rpc-core", "rpc-transport-netty", "rpc-examples", "rpc-interop-testing")) {
            try (Stream<Path> all = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                var found = all.filter(path -> path.getFileName().toString().equals(file))
                        .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new AssertionError("no such test class: " + file);
    }
}
