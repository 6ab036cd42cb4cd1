package dev.tern.rpc.netty.framed;

import dev.tern.rpc.netty.framed.wire.RequestFrame;
import java.util.HashMap;
import java.util.Map;

/** The numbers of methods whose names the server knows, as the client gave them. Event loop only. */
final class MethodNumbers {
    private final int maxMethods;

    /** By name; boxed once a method, not once a call. */
    private final Map<String, Integer> numbers = new HashMap<>();

    MethodNumbers(int maxMethods) {
        this.maxMethods = maxMethods;
    }

    /** The number of a method, or 0 if its name must be sent. */
    int numberOf(String method) {
        Integer number = numbers.get(method);
        return number == null ? RequestFrame.UNNUMBERED : number;
    }

    /** The number for the next name, or none if the server's table is full. */
    int next() {
        return numbers.size() < maxMethods ? numbers.size() + 1 : RequestFrame.UNNUMBERED;
    }

    /** A REQUEST with a name was written. */
    void announced(int number, String method) {
        if (number != RequestFrame.UNNUMBERED) {
            numbers.put(method, number);
        }
    }
}
