package dev.tern.rpc.benchmarks.peers.rsocket;

import io.netty.buffer.ByteBufAllocator;
import io.rsocket.Payload;
import io.rsocket.util.ByteBufPayload;

/** Bytes as they are: the least that RSocket can be asked. A server sends back what it got, and copies nothing. */
final class PlainCoding implements Coding {
    private final byte[] data;

    PlainCoding(int bytes) {
        this.data = new byte[bytes];
    }

    @Override
    public Payload message() {
        return ByteBufPayload.create(
                ByteBufAllocator.DEFAULT.buffer(data.length).writeBytes(data));
    }

    @Override
    public Payload echo(Payload request) {
        return request;
    }

    @Override
    public int bytes(Payload message) {
        byte[] copy = new byte[message.data().readableBytes()];
        message.data().readBytes(copy);
        message.release();
        return copy.length;
    }
}
