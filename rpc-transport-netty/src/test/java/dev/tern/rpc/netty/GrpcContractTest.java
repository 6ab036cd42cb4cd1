package dev.tern.rpc.netty;

/** The gRPC wire. */
class GrpcContractTest extends NettyContractTest {
    GrpcContractTest() {
        super(settings -> settings.protocol(Protocol.GRPC));
    }
}
