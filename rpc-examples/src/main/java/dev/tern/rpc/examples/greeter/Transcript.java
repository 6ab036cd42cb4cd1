package dev.tern.rpc.examples.greeter;

import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import java.util.List;
import java.util.stream.Collectors;

/** What the demo prints: titles, and under each a line a call. */
final class Transcript {
    private Transcript() {}

    static void title(String title) {
        System.out.println();
        System.out.println(title);
    }

    static void line(String call, String result) {
        System.out.printf("  %-27s%s%n", call, result);
    }

    static HelloRequest request(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }

    static String messages(List<HelloReply> replies) {
        return replies.stream().map(HelloReply::getMessage).collect(Collectors.joining(" "));
    }
}
