package dev.tern.rpc.protoc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.ServiceDescriptor;
import dev.tern.rpc.call.ServiceBinding;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the golden files, against the message classes that protoc wrote and against Tern itself. */
class GoldenCompilationTest {
    private static final String GREETER = "com.example.helloworld.GreeterRpc";

    @Test
    void compilesWithoutWarningsAndWithSoundJavadoc(@TempDir Path classes) throws IOException {
        // A comment may be missing: schemas have elements without.
        assertEquals("", compile(GoldenFiles.all(), classes, "-Xlint:all", "-Xdoclint:all,-missing", "-Werror"));
    }

    @Test
    void describesAndBindsEveryMethod(@TempDir Path classes) throws Exception {
        assertEquals("", compile(List.of(GoldenFiles.FOLDER.resolve(GREETER.replace('.', '/') + ".java")), classes));
        try (URLClassLoader loader = loader(classes)) {
            Class<?> greeter = loader.loadClass(GREETER);
            ServiceDescriptor service =
                    (ServiceDescriptor) greeter.getField("SERVICE").get(null);

            assertEquals("helloworld.Greeter", service.name());
            assertEquals(
                    List.of("SayHello", "SayHelloStream", "Gather", "Chat", "Record"),
                    service.methods().stream().map(MethodDescriptor::name).toList());
            assertEquals(
                    List.of(
                            MethodKind.UNARY,
                            MethodKind.SERVER_STREAMING,
                            MethodKind.CLIENT_STREAMING,
                            MethodKind.BIDI_STREAMING,
                            MethodKind.ONE_WAY),
                    service.methods().stream().map(MethodDescriptor::kind).toList());
            for (String style : List.of("Service", "AsyncService")) {
                assertEquals(
                        service.methods(),
                        bind(loader, greeter, style).methods().stream()
                                .map(ServiceBinding.Method::descriptor)
                                .toList());
            }
        }
    }

    private static ServiceBinding bind(ClassLoader loader, Class<?> greeter, String style) throws Exception {
        Class<?> type = loader.loadClass(greeter.getName() + "$" + style);
        Object service = Proxy.newProxyInstance(loader, new Class<?>[] {type}, (proxy, method, arguments) -> {
            throw new AssertionError("nobody calls");
        });
        return (ServiceBinding) greeter.getMethod("bind", type).invoke(null, service);
    }

    private static URLClassLoader loader(Path classes) throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, GoldenCompilationTest.class.getClassLoader());
    }

    /** Compiles some files, and gives what the compiler says. */
    private static String compile(List<Path> sources, Path classes, String... options) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> all = new ArrayList<>(
                List.of("--release", "17", "-encoding", "UTF-8", "-proc:none", "-d", classes.toString()));
        all.addAll(List.of(options));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages, files, null, all, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertEquals(messages.toString().isEmpty(), compiled, messages.toString());
        }
        return messages.toString();
    }
}
