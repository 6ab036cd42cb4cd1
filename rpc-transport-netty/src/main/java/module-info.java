/** Tern's wires over TCP, on Netty. */
module dev.tern.rpc.netty {
    requires transitive dev.tern.rpc;
    requires transitive io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.resolver;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.tern.rpc.netty;
}
