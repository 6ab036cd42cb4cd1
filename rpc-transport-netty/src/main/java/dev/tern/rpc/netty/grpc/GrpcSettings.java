package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.netty.io.LifeSettings;
import java.util.List;

/**
 * What this side's connections are set to.
 *
 * @param life what bounds a connection's life; its handshake is HTTP/2's preface and SETTINGS
 * @param backlogHighBytes a stream is not ready while as many bytes wait as this
 * @param backlogLowBytes a stream that was not ready is ready again when fewer wait than this
 * @param maxFrameBytes the longest frame accepted, told as SETTINGS_MAX_FRAME_SIZE, and the longest DATA or HEADERS sent
 * @param maxMessageBytes the largest message accepted, also once decompressed
 * @param maxMetadataBytes the most metadata accepted, as {@code Metadata.measuredBytes} counts; told as
 *     SETTINGS_MAX_HEADER_LIST_SIZE with room for the protocol's own fields
 * @param maxConcurrentCalls how many streams a client may have open; told as SETTINGS_MAX_CONCURRENT_STREAMS
 * @param maxWaitingCalls how many calls of a client wait on a connection for the server's SETTINGS_MAX_CONCURRENT_STREAMS
 * @param streamWindowBytes the initial window of each stream
 * @param maxStreamWindowBytes what that may grow to as the link's bandwidth-delay product is found out
 * @param connectionWindowBytes the window of the connection
 * @param maxBufferedBytes what messages of one connection that nobody reads, or that are longer than a DATA frame, may take
 *     in memory beyond that
 * @param maxResets how many RST_STREAM may come, and how many be caused, in a window of time
 * @param resetWindowSeconds that window
 * @param minPingIntervalMillis PINGs closer than this, three in a row, end a connection
 * @param compressors what messages may be compressed with, the preferred first; {@code identity} aside
 */
public record GrpcSettings(
        LifeSettings life,
        int backlogHighBytes,
        int backlogLowBytes,
        int maxFrameBytes,
        int maxMessageBytes,
        int maxMetadataBytes,
        int maxConcurrentCalls,
        int maxWaitingCalls,
        int streamWindowBytes,
        int maxStreamWindowBytes,
        int connectionWindowBytes,
        int maxBufferedBytes,
        int maxResets,
        int resetWindowSeconds,
        int minPingIntervalMillis,
        List<Compressor> compressors) {}
