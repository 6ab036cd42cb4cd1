/**
 * The core of Tern: the vocabulary, calls, stubs, interceptors, channel and server runtimes, the in-process transport, and
 * the SPI that transports implement.
 */
module dev.tern.rpc {
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.tern.rpc;
    exports dev.tern.rpc.balance;
    exports dev.tern.rpc.call;
    exports dev.tern.rpc.client;
    exports dev.tern.rpc.inprocess;
    exports dev.tern.rpc.interceptor;
    exports dev.tern.rpc.resolve;
    exports dev.tern.rpc.server;
    exports dev.tern.rpc.stub;
    exports dev.tern.rpc.transport;
}
