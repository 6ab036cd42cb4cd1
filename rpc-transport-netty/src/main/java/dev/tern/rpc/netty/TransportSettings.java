package dev.tern.rpc.netty;

import dev.tern.rpc.netty.framed.FramedSettings;
import dev.tern.rpc.netty.grpc.GrpcSettings;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import org.jspecify.annotations.Nullable;

/**
 * What a transport is set to; {@link NettyTransportBuilder} says what each means.
 *
 * @param eventLoopThreads how many event loops
 * @param connectTimeoutMillis for TCP alone
 * @param handshakeTimeoutMillis from there to the peer's HELLO or SETTINGS
 * @param maxConnections that one port accepts
 * @param watermarks of bytes that wait for a socket
 * @param allocator of all buffers
 * @param client the native protocol as clients are told to speak it
 * @param server the native protocol as servers are told to speak it
 * @param grpc gRPC as both speak it
 * @param connecting what connections are of which nobody says anything else
 * @param tls what ports have of which nobody says anything else; null for none
 */
record TransportSettings(
        int eventLoopThreads,
        int connectTimeoutMillis,
        int handshakeTimeoutMillis,
        int maxConnections,
        WriteBufferWaterMark watermarks,
        ByteBufAllocator allocator,
        FramedSettings client,
        FramedSettings server,
        GrpcSettings grpc,
        ConnectSettings connecting,
        @Nullable ServerTls tls) {}
