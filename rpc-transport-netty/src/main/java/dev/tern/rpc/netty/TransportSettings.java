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
 * @param spinNanos how long they look for something to do before they sleep; 0 for not at all
 * @param connectTimeoutMillis for TCP alone
 * @param handshakeTimeoutMillis from there to the peer's HELLO or SETTINGS
 * @param silenceTimeoutMillis how long a socket waits for an acknowledgement of bytes, where it can be told; 0 for what the
 *     system says
 * @param maxConnections that one port accepts
 * @param watermarks of bytes that wait for a socket
 * @param allocator of all buffers
 * @param client the native protocol as clients are told to speak it
 * @param server the native protocol as servers are told to speak it
 * @param grpcClient gRPC as clients speak it
 * @param grpcServer gRPC as servers speak it
 * @param connecting what connections are of which nobody says anything else
 * @param tls what ports have of which nobody says anything else; null for none
 */
record TransportSettings(
        int eventLoopThreads,
        long spinNanos,
        int connectTimeoutMillis,
        int handshakeTimeoutMillis,
        int silenceTimeoutMillis,
        int maxConnections,
        WriteBufferWaterMark watermarks,
        ByteBufAllocator allocator,
        FramedSettings client,
        FramedSettings server,
        GrpcSettings grpcClient,
        GrpcSettings grpcServer,
        ConnectSettings connecting,
        @Nullable ServerTls tls) {}
