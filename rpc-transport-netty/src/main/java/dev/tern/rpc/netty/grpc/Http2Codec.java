package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.netty.grpc.wire.HeaderNames;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameLogger;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
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
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings own, BatchedFrames frames) {}

    private final Function<Parts, LiveConnection> maker;
    private final BatchedFrames frames = BatchedFrames.of(new DefaultHttp2HeadersEncoder(new TimeoutsAside()));

    private Http2Codec(Function<Parts, LiveConnection> maker) {
        this.maker = maker;
    }

    /** A server's connection. */
    static LiveConnection server(GrpcSettings settings, Function<Parts, LiveConnection> maker) {
        return new Http2Codec(maker)
                .initialSettings(common(settings).maxConcurrentStreams(settings.maxConcurrentCalls()))
                .decoderEnforceMaxRstFramesPerWindow(settings.maxResets(), settings.resetWindowSeconds())
                .coded(true, settings, settings.maxResets())
                .build();
    }

    /** A client's connection. */
    static LiveConnection client(GrpcSettings settings, Function<Parts, LiveConnection> maker) {
        return new Http2Codec(maker)
                .initialSettings(common(settings).pushEnabled(false).maxConcurrentStreams(0))
                .decoderEnforceMaxRstFramesPerWindow(FloodGuard.UNLIMITED, FloodGuard.UNLIMITED)
                .coded(false, settings, FloodGuard.UNLIMITED)
                .build();
    }

    /** With Netty's parts, as its builder would put them together, but for {@link DirectFrames}, {@link DirectData} with the queue behind it, and {@link BatchedFrames}. */
    private Http2Codec coded(boolean server, GrpcSettings settings, int maxResets) {
        Http2Connection connection = new DefaultHttp2Connection(server);
        connection
                .remote()
                .flowController(new DefaultHttp2RemoteFlowController(connection, new QueueRounds(connection, frames)));
        Http2FrameWriter writer = frames;
        Http2FrameReader reader = new DirectFrames(new ReusedBlocks(maxHeaderListBytes(settings)));
        if (LoggedFrames.isOn()) {
            Http2FrameLogger log = new LoggedFrames();
            writer = new Http2OutboundFrameLogger(writer, log);
            reader = new Http2InboundFrameLogger(reader, log);
        }
        Http2ConnectionEncoder encoder =
                new FloodGuard(new DirectData(connection, writer), maxResets, settings.resetWindowSeconds());
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
                .maxHeaderListSize(maxHeaderListBytes(settings));
    }

    /** Room for as much metadata as is accepted and as much again for a status, both in base64, and the rest. */
    static long maxHeaderListBytes(GrpcSettings settings) {
        return 2L * settings.maxMetadataBytes() * 4 / 3 + PROTOCOL_FIELD_BYTES;
    }

    @Override
    protected LiveConnection build(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings initialSettings) {
        return maker.apply(new Parts(decoder, encoder, initialSettings, frames));
    }

    /**
     * A field that is different in each call would push out of HPACK's table what is worth keeping there. The first timeout goes
     * there nevertheless, so that all others can refer to its name.
     */
    private static final class TimeoutsAside implements Http2HeadersEncoder.SensitivityDetector {
        private boolean named;

        @Override
        public boolean isSensitive(CharSequence name, CharSequence value) {
            if (!HeaderNames.GRPC_TIMEOUT.contentEquals(name)) {
                return false;
            }
            boolean before = named;
            named = true;
            return before;
        }
    }
}
