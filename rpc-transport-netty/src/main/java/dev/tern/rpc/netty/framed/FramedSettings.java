package dev.tern.rpc.netty.framed;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.io.LifeSettings;
import java.util.List;

/**
 * What this side's connections are set to.
 *
 * @param hello what this side accepts, as it tells its peers
 * @param life what bounds a connection's life; its handshake is preface and HELLO
 * @param backlogHighBytes a stream is not ready while as many bytes wait as this
 * @param backlogLowBytes a stream that was not ready is ready again when fewer wait than this
 * @param compressors those that hello names, in the same order
 */
public record FramedSettings(
        Hello hello, LifeSettings life, int backlogHighBytes, int backlogLowBytes, List<Compressor> compressors) {}
