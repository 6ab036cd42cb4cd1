package dev.tern.rpc.netty.fuzz;

import dev.tern.rpc.netty.framed.FrameDecoderTarget;
import java.util.List;

/** All that is fuzzed. Names are those of the folders of {@link Corpus}. */
enum Target {
    /** The bodies of frames of the native wire. */
    FRAMED_BODIES(new FramedBodies(), 20_000),
    /** How bytes become frames. */
    FRAMED_DECODER(new FrameDecoderTarget(), 4_000),
    /** A server's whole connection, and what may be the application of it. */
    FRAMED_SERVER(new ServerSession(new FramedScript()), 2_000),
    /** A client's. */
    FRAMED_CLIENT(new ClientSession(new FramedScript()), 2_000),
    /** What gRPC has in header fields. */
    GRPC_FIELDS(new GrpcFields(), 20_000),
    /** A server's whole connection on the gRPC wire. */
    GRPC_SERVER(new ServerSession(new GrpcScript()), 1_000),
    /** A client's. */
    GRPC_CLIENT(new ClientSession(new GrpcScript()), 1_000);

    private final FuzzTarget target;
    private final int rounds;

    Target(FuzzTarget target, int rounds) {
        this.target = target;
        this.rounds = rounds;
    }

    /** How many mutations each build tries: about a second's worth. */
    int rounds() {
        return rounds;
    }

    List<byte[]> examples() {
        return target.examples();
    }

    void run(byte[] input) {
        target.run(input);
    }
}
