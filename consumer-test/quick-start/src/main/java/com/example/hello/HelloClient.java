package com.example.hello;

import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.netty.NettyChannel;
import java.time.Duration;

public final class HelloClient {
    public static void main(String[] args) {
        String target = args.length > 0 ? args[0] : "localhost:50051";
        try (ClientChannel channel = NettyChannel.to(target)) {
            var greeter = GreeterRpc.blockingStub(channel).withDeadlineAfter(Duration.ofSeconds(5));
            HelloReply reply = greeter.sayHello(HelloRequest.newBuilder().setName("Ada").build());
            System.out.println(reply.getMessage());
        }
    }
}
