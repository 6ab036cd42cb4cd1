package dev.tern.rpc.benchmarks.peers.rsocket;

import io.rsocket.Payload;
import java.io.IOException;
import java.util.function.IntFunction;

/** What messages are in RSocket's payloads, which are bytes: it leaves encoding to whoever uses it. Any thread may use one. */
interface Coding {
    /** The coding of that name, {@code protobuf} or {@code bytes}, made with how many bytes its messages carry. */
    static IntFunction<Coding> named(String name) {
        return switch (name) {
            case "protobuf" -> ProtobufCoding::new;
            case "bytes" -> PlainCoding::new;
            default -> throw new IllegalArgumentException("no coding '" + name + "'");
        };
    }

    /** A message, encoded anew. */
    Payload message();

    /** What a server answers to it. Releases it. */
    Payload echo(Payload request) throws IOException;

    /** How many bytes it carries, decoded. Releases it. */
    int bytes(Payload message) throws IOException;
}
