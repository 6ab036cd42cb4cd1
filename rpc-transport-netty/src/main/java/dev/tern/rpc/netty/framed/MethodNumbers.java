package dev.tern.rpc.netty.framed;

import dev.tern.rpc.netty.framed.wire.RequestFrame;
import java.util.HashMap;
import java.util.Map;

/** The numbers of methods whose names the server knows, as the client gave them. Event loop only. */
final class MethodNumbers {
    private final int maxMethods;

    /** By name; boxed once a method, not once a call. */
    private final Map<String, Integer> numbers = new HashMap<>();

    private int chosen;
    private boolean isNew;

    MethodNumbers(int maxMethods) {
        this.maxMethods = maxMethods;
    }

    /**
     * Looks up the number for the REQUEST that is written next: once a frame, just before that, for meanwhile another call
     * may have announced the method.
     */
    void choose(String method) {
        Integer number = numbers.get(method);
        isNew = number == null;
        if (number != null) {
            chosen = number;
        } else {
            chosen = numbers.size() < maxMethods ? numbers.size() + 1 : RequestFrame.UNNUMBERED;
        }
    }

    /** The number that was looked up; none if the server's table is full. */
    int chosen() {
        return chosen;
    }

    /** Whether the name must be sent. */
    boolean isChosenNew() {
        return isNew;
    }

    /** The REQUEST for which the number was looked up is written. */
    void written(String method) {
        if (isNew && chosen != RequestFrame.UNNUMBERED) {
            numbers.put(method, chosen);
        }
    }
}
