package com.example.hello;

import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.server.Server;

public final class HelloServer implements GreeterRpc.Service {
    @Override
    public HelloReply sayHello(HelloRequest request, CallContext call) {
        return HelloReply.newBuilder().setMessage("Hello, " + request.getName()).build();
    }

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 50051;
        try (Server server = NettyServer.on(port).add(GreeterRpc.bind(new HelloServer())).start()) {
            System.out.println("listening on port " + server.port());
            server.awaitTermination();
        }
    }
}
