package com.example.modular;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.inprocess.InProcessTransport;
import dev.tern.rpc.interceptor.ResponseMetadata;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.protobuf.ErrorDetails;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.ReplySink;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Calls over TCP and in-process from a named module; exits with 1 if anything is not as it should be. */
public final class Main implements EchoRpc.Service {
    private static final Metadata.Key<String> SERVED_BY = Metadata.Key.text("served-by");

    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

    private Main() {}

    @Override
    public Text say(Text request, CallContext call) {
        if (request.getText().isEmpty()) {
            throw ErrorDetails.add(StatusCode.INVALID_ARGUMENT.withMessage("nothing to say"), request)
                    .asException();
        }
        call.addHeader(SERVED_BY, "modular");
        return request;
    }

    @Override
    public void repeat(Text request, ReplySink<Text> replies, CallContext call) {
        for (int i = 0; i < 3; i++) {
            replies.send(request);
        }
    }

    @Override
    public void note(Text request, CallContext call) {
        notes.add(request.getText());
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        check(Main.class.getModule().isNamed(), "this is a module");
        check(EchoRpc.bind(new Main()).getClass().getModule().getName().equals("dev.tern.rpc"), "so is Tern");
        Main service = new Main();
        try (Server server = NettyServer.on(0).add(EchoRpc.bind(service)).start();
                ClientChannel channel = NettyChannel.to("localhost:" + server.port())) {
            call(channel, service);
        }
        InProcessTransport transport = InProcessTransport.create();
        InProcessAddress address = InProcessAddress.of("modular");
        try (Server server = Server.builder(transport, address)
                        .add(EchoRpc.bind(service))
                        .start();
                ClientChannel channel = ClientChannel.over(transport, address)) {
            check(server.callsInFlight() == 0, "nobody has called yet");
            call(channel, service);
        }
        transport.close();
        System.out.println("Tern works on the module path.");
    }

    private static void call(ClientChannel channel, Main service) throws InterruptedException {
        ResponseMetadata received = new ResponseMetadata();
        EchoRpc.BlockingStub echo = EchoRpc.blockingStub(channel).withInterceptors(received);
        check(echo.say(text("Ada")).getText().equals("Ada"), "a reply comes");
        check(received.headers().first(SERVED_BY).isPresent(), "so does metadata");
        try (var replies = echo.repeat(text("Grace"))) {
            int count = 0;
            while (replies.hasNext()) {
                check(replies.next().getText().equals("Grace"), "each reply is the one sent");
                count++;
            }
            check(count == 3, "all replies come");
        }
        echo.note(text("Alan"));
        check(service.notes.take().equals("Alan"), "a one-way request arrives");
        check(EchoRpc.asyncStub(channel).say(text("Edsger")).join().getText().equals("Edsger"), "futures complete");
        try {
            echo.say(Text.getDefaultInstance());
            throw new AssertionError("an empty text is refused");
        } catch (RpcException refused) {
            check(refused.code() == StatusCode.INVALID_ARGUMENT, "the code arrives");
            check(ErrorDetails.first(refused.status(), Text.getDefaultInstance()).isPresent(), "so does the detail");
        }
    }

    private static Text text(String text) {
        return Text.newBuilder().setText(text).build();
    }

    private static void check(boolean holds, String claim) {
        if (!holds) {
            throw new AssertionError("does not hold: " + claim);
        }
    }
}
