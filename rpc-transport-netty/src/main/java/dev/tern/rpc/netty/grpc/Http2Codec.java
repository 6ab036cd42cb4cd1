package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.netty.grpc.wire.HeaderNames;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * Makes connections by Netty's own builder, so that what it sets up against floods (queued control frames, small
 * CONTINUATIONs, empty DATA frames, resets in both directions) is there without our doing, now and in later versions.
 */
final class Http2Codec extends AbstractHttp2ConnectionHandlerBuilder<LiveConnection, Http2Codec> {
    /** What the protocol's own fields take beside metadata and status: pseudo-fields, content type, timeout and so on. */
    private static final int PROTOCOL_FIELD_BYTES = 2 * 1024;

    /** A field that is different in each call would push out of the table what is worth keeping there. */
    private static final Http2HeadersEncoder.SensitivityDetector NEVER_INDEXED =
            (name, value) -> HeaderNames.GRPC_TIMEOUT.contentEquals(name);

    /** Makes a connection of its codec. */
    @FunctionalInterface
    interface Maker {
        LiveConnection make(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings own);
    }

    private final Maker maker;

    private Http2Codec(Maker maker) {
        this.maker = maker;
        if (LoggedFrames.isOn()) {
            frameLogger(new LoggedFrames());
        }
    }

    /** A server's connection. */
    static LiveConnection server(GrpcSettings settings, Maker maker) {
        Http2Settings own = common(settings).maxConcurrentStreams(settings.maxConcurrentCalls());
        return new Http2Codec(maker)
                .server(true)
                .initialSettings(own)
                .headerSensitivityDetector(NEVER_INDEXED)
                .validateRequiredPseudoHeaders(true)
                .decoderEnforceMaxRstFramesPerWindow(settings.maxResets(), settings.resetWindowSeconds())
                .encoderEnforceMaxRstFramesPerWindow(settings.maxResets(), settings.resetWindowSeconds())
                .build();
    }

    /** A client's connection. */
    static LiveConnection client(GrpcSettings settings, Maker maker) {
        Http2Settings own = common(settings).pushEnabled(false).maxConcurrentStreams(0);
        return new Http2Codec(maker)
                .server(false)
                .initialSettings(own)
                .headerSensitivityDetector(NEVER_INDEXED)
                .validateRequiredPseudoHeaders(true)
                .build();
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
        return maker.make(decoder, encoder, initialSettings);
    }
}
