package dev.tern.rpc.examples.greeter;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.examples.helloworld.Visit;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.Protocol;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Greets and is greeted: {@code GreeterClient --host localhost --port 50051 --name Ada --wire grpc}. */
public final class GreeterClient {
    private GreeterClient() {}

    /**
     * Runs the client.
     *
     * @param arguments {@code --host}, {@code --port}, {@code --name} and {@code --wire}, which is {@code native} or {@code grpc};
     *     localhost, 50051, World and native unless given
     */
    public static void main(String[] arguments) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("host", "localhost");
        defaults.put("port", "50051");
        defaults.put("name", "World");
        defaults.put("wire", "native");
        String target;
        String name;
        Protocol wire;
        try {
            CommandLine line = CommandLine.of(arguments, defaults);
            target = line.text("host") + ":" + line.port("port", 1);
            name = line.text("name");
            wire = wire(line.text("wire"));
        } catch (IllegalArgumentException misuse) {
            System.err.println("GreeterClient: " + misuse.getMessage());
            System.exit(CommandLine.MISUSED);
            return;
        }
        try (ClientChannel channel = NettyChannel.builder(target).protocol(wire).build()) {
            greet(GreeterRpc.blockingStub(channel).withDeadlineAfter(Duration.ofSeconds(5)), name);
        } catch (RpcException failure) {
            System.err.println("GreeterClient: " + failure.getMessage());
            if (failure.code() == StatusCode.UNAVAILABLE) {
                System.err.println("Is a GreeterServer running at " + target + "?");
            }
            System.exit(1);
        }
    }

    private static Protocol wire(String name) {
        return switch (name) {
            case "native" -> Protocol.NATIVE;
            case "grpc" -> Protocol.GRPC;
            default -> throw new IllegalArgumentException("--wire '" + name + "' is neither native nor grpc");
        };
    }

    private static void greet(GreeterRpc.BlockingStub greeter, String name) {
        HelloRequest request = HelloRequest.newBuilder().setName(name).build();
        System.out.println(greeter.sayHello(request).getMessage());
        try (var replies = greeter.sayHelloStream(request)) {
            for (HelloReply reply : replies) {
                System.out.println(reply.getMessage());
            }
        }
        greeter.record(Visit.newBuilder().setName(name).build());
    }
}
