package dev.tern.rpc.netty;

/** The native wire over a network that delays, splits and slows down what passes. */
class NativeProxiedContractTest extends ProxiedContractTest {
    NativeProxiedContractTest() {
        super(settings -> settings);
    }
}
