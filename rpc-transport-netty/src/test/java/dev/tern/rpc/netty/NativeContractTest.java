package dev.tern.rpc.netty;

/** The native wire. */
class NativeContractTest extends NettyContractTest {
    NativeContractTest() {
        super(settings -> settings);
    }
}
