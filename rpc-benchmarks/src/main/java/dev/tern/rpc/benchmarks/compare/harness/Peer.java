package dev.tern.rpc.benchmarks.compare.harness;

/**
 * A library that makes calls, set up in one way: an echo server, and a client of it, each in a process of its own. The class is
 * named in the catalogue; it is public and has a public constructor that takes a {@link String}, the variant that the catalogue has
 * after the class, possibly empty.
 *
 * <p>What it is to do so that figures compare: listen on 127.0.0.1 at a free port; one event loop on either side and one
 * connection, where it lets one say; a deadline of {@link #DEADLINE_SECONDS} on each call, including each stream, that would fail
 * the call; the payload in a message with one {@code bytes} field, encoded anew for each call and decoded by whoever gets it (or
 * bytes as they are, where the library has no protobuf, said in its documentation). {@link Extras} are for those that curves name.
 */
public interface Peer {
    /** Production sets a deadline on each call; so do the peers. */
    int DEADLINE_SECONDS = 10;

    /** Where servers listen and clients connect. */
    String HOST = "127.0.0.1";

    /** Starts a server that echoes calls, counts one-way calls, and sends streams. */
    PeerServer serve(Conditions conditions) throws Exception;

    /** Makes a client of a server of the same kind; it may connect with its first call. */
    PeerClient connect(Conditions conditions, int port) throws Exception;

    /** The peer of that name. */
    static Peer named(String className, String variant) throws ReflectiveOperationException {
        return Class.forName(className)
                .asSubclass(Peer.class)
                .getConstructor(String.class)
                .newInstance(variant);
    }
}
