package dev.tern.rpc.netty.fuzz;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.netty.framed.FramedSettings;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.grpc.GrpcSettings;
import dev.tern.rpc.netty.io.LifeSettings;
import java.util.List;

/** Limits so low that short inputs reach them. */
final class FuzzSettings {
    static final int MAX_MESSAGE_BYTES = 20_000;
    static final int MAX_CALLS = 8;
    private static final int MAX_METADATA_BYTES = 1_000;
    private static final int STREAM_CREDIT = 2_000;
    private static final int CONNECTION_CREDIT = 2 * (MAX_MESSAGE_BYTES + Hello.MESSAGE_OVERHEAD_BYTES);
    private static final int BACKLOG_HIGH = 8_192;
    private static final int BACKLOG_LOW = 1_024;
    private static final LifeSettings LIFE = LifeSettings.unlimitedAfter(10_000);
    private static final int PING_MILLIS = 10_000;

    private FuzzSettings() {}

    static FramedSettings framed(boolean server) {
        return new FramedSettings(hello(server), LIFE, BACKLOG_HIGH, BACKLOG_LOW, List.of(Compressor.GZIP));
    }

    static Hello hello(boolean server) {
        return new Hello(
                Hello.MIN_FRAME_BYTES,
                MAX_MESSAGE_BYTES,
                MAX_METADATA_BYTES,
                server ? MAX_CALLS : 0,
                STREAM_CREDIT,
                CONNECTION_CREDIT,
                List.of(Compressor.GZIP.name()),
                PING_MILLIS,
                server ? MAX_CALLS : 0);
    }

    static GrpcSettings grpc() {
        return new GrpcSettings(
                LIFE,
                BACKLOG_HIGH,
                BACKLOG_LOW,
                Hello.MIN_FRAME_BYTES,
                MAX_MESSAGE_BYTES,
                MAX_METADATA_BYTES,
                MAX_CALLS,
                MAX_CALLS,
                STREAM_CREDIT,
                STREAM_CREDIT,
                CONNECTION_CREDIT,
                2 * CONNECTION_CREDIT,
                100,
                30,
                PING_MILLIS,
                List.of(Compressor.GZIP));
    }
}
