package dev.tern.rpc.inprocess;

import java.net.SocketAddress;

/** A name to listen at and connect to, known within one {@link InProcessTransport} only. */
public final class InProcessAddress extends SocketAddress {
    private static final long serialVersionUID = 1L;

    private final String name;

    private InProcessAddress(String name) {
        this.name = name;
    }

    /**
     * The address of a name.
     *
     * @throws IllegalArgumentException if the name is empty
     */
    public static InProcessAddress of(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of an in-process address must not be empty");
        }
        return new InProcessAddress(name);
    }

    /** The name. */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InProcessAddress that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** {@code inprocess:} and the name. */
    @Override
    public String toString() {
        return "inprocess:" + name;
    }
}
