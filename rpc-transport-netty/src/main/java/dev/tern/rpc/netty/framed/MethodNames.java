package dev.tern.rpc.netty.framed;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.RequestFrame;
import dev.tern.rpc.netty.framed.wire.WireException;
import java.util.ArrayList;
import java.util.List;

/** The names of methods that the client gave numbers to. Event loop only. */
final class MethodNames {
    private final int maxMethods;

    /** The name of number 1 is at index 0. */
    private final List<String> names = new ArrayList<>();

    MethodNames(int maxMethods) {
        this.maxMethods = maxMethods;
    }

    /**
     * The name of a number.
     *
     * @throws WireException if it was never announced (row 14)
     */
    String nameOf(int number) {
        if (number == RequestFrame.UNNUMBERED || number > names.size()) {
            throw WireException.malformed(
                    "method number " + number + " was never announced; " + names.size() + " were");
        }
        return names.get(number - 1);
    }

    /**
     * Remembers a name, unless its number says not to.
     *
     * @throws WireException if the number is not the next one, or over the limit (row 15)
     */
    void announce(int number, String name) {
        if (number == RequestFrame.UNNUMBERED) {
            return;
        }
        if (number > maxMethods) {
            throw WireException.connection(
                    StatusCode.RESOURCE_EXHAUSTED, "method number " + number + " exceeds maxMethods " + maxMethods);
        }
        if (number != names.size() + 1) {
            throw WireException.malformed(
                    "method number " + number + " is announced where " + (names.size() + 1) + " is next");
        }
        names.add(name);
    }
}
