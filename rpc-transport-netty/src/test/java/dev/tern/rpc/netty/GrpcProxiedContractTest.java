package dev.tern.rpc.netty;

/** The gRPC wire over a network that delays, splits and slows down what passes. */
class GrpcProxiedContractTest extends ProxiedContractTest {
    GrpcProxiedContractTest() {
        super(settings -> settings.protocol(Protocol.GRPC));
    }
}
