package dev.tern.rpc.netty.grpc;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameLogger;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2InboundFrameLogger;
import io.netty.handler.codec.http2.Http2OutboundFrameLogger;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.function.Function;

/**
 * Makes connections by Netty's own builder, so that what it sets up against floods of what is read (small CONTINUATIONs, empty
 * DATA frames, resets) is there without our doing, now and in later versions. What guards against floods of what is written is
 * {@link FloodGuard}.
 */
final class Http2Codec extends AbstractHttp2ConnectionHandlerBuilder<LiveConnection, Http2Codec> {
    /** What the protocol's own fields take beside metadata and status: pseudo-fields, content type, timeout and so on. */
    private static final int PROTOCOL_FIELD_BYTES = 2 * 1024;

    /** What a connection is made of. */
    record Parts(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings own,
            BatchedFrames frames,
            CutData cut) {}

    private final Function<Parts, LiveConnection> maker;
    private final Http2Connection connection;
    private final BatchedFrames frames;
    private final CutData cut;

    private Http2Codec(boolean server, GrpcSettings settings, Function<Parts, LiveConnection> maker) {
        this.maker = maker;
        this.connection = new DefaultHttp2Connection(server);
        this.cut = new CutData(connection);
        this.frames = BatchedFrames.of(new FieldEncoder(), settings.maxFrameBytes());
    }

    /** A server's connection. */
    static LiveConnection server(GrpcSettings settings, Function<Parts, LiveConnection> maker) {
        return new Http2Codec(true, settings, maker)
                .initialSettings(common(settings).maxConcurrentStreams(settings.maxConcurrentCalls()))
                .decoderEnforceMaxRstFramesPerWindow(settings.maxResets(), settings.resetWindowSeconds())
                .coded(settings, settings.maxResets())
                .build();
    }

    /** A client's connection. */
    static LiveConnection client(GrpcSettings settings, Function<Parts, LiveConnection> maker) {
        return new Http2Codec(false, settings, maker)
                .initialSettings(common(settings).pushEnabled(false).maxConcurrentStreams(0))
                .decoderEnforceMaxRstFramesPerWindow(FloodGuard.UNLIMITED, FloodGuard.UNLIMITED)
                .coded(settings, FloodGuard.UNLIMITED)
                .build();
    }

    /**
     * With Netty's parts, as its builder would put them together, but for {@link DirectFrames}, {@link DirectData} with the queue
     * behind it, and {@link BatchedFrames}.
     */
    private Http2Codec coded(GrpcSettings settings, int maxResets) {
        connection
                .remote()
                .flowController(new DefaultHttp2RemoteFlowController(connection, new QueueRounds(connection, frames)));
        Http2FrameWriter writer = frames;
        // A log says what frames come, and not in which pieces.
        boolean logged = LoggedFrames.isOn();
        Http2FrameReader reader = new DirectFrames(new ReusedBlocks(maxHeaderListBytes(settings)), logged ? null : cut);
        if (logged) {
            Http2FrameLogger log = new LoggedFrames();
            writer = new Http2OutboundFrameLogger(writer, log);
            reader = new Http2InboundFrameLogger(reader, log);
        }
        Http2ConnectionEncoder encoder =
                new FloodGuard(new DirectData(connection, writer, frames), maxResets, settings.resetWindowSeconds());
        return codec(
                new DefaultHttp2ConnectionDecoder(
                        connection,
                        encoder,
                        reader,
                        Http2PromisedRequestVerifier.ALWAYS_VERIFY,
                        true,
                        true,
                        true,
                        true),
                encoder);
    }

    private static Http2Settings common(GrpcSettings settings) {
        return Http2Settings.defaultSettings()
                .initialWindowSize(settings.streamWindowBytes())
                .maxFrameSize(settings.maxFrameBytes())
                .maxHeaderListSize(maxHeaderListBytes(settings));
    }

    /** Room for as much metadata as is accepted and as much again for a status, both in base64, and the rest. */
    static long maxHeaderListBytes(GrpcSettings settings) {
        return 2L * settings.maxMetadataBytes() * 4 / 3 + PROTOCOL_FIELD_BYTES;
    }

    @Override
    protected LiveConnection build(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings initialSettings) {
        return maker.apply(new Parts(decoder, encoder, initialSettings, frames, cut));
    }
}
