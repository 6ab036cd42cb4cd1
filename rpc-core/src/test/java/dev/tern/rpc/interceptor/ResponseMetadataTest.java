package dev.tern.rpc.interceptor;

import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.inprocess.InProcessTransport;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ResponseMetadataTest {
    private static final Metadata.Key<String> KEY = Metadata.Key.text("x-key");
    private static final InProcessAddress ADDRESS = InProcessAddress.of("metadata");

    private final InProcessTransport transport = InProcessTransport.create();
    private final ClientChannel client = ClientChannel.over(transport, ADDRESS);
    private final ResponseMetadata response = new ResponseMetadata();
    private final Channel channel = ClientInterceptor.compose(client, List.of(response));

    @BeforeEach
    void serve() throws IOException {
        Server.builder(transport, ADDRESS)
                .directExecutor()
                .add(TextService.with(UNARY, Handlers.unary((request, call) -> {
                            if (request.value().equals("nothing")) {
                                return request;
                            }
                            call.addHeader(KEY, "head of " + request.value());
                            call.addTrailer(KEY, "end of " + request.value());
                            if (request.value().equals("failure")) {
                                throw StatusCode.ABORTED.withMessage("").asException();
                            }
                            return request;
                        }))
                        .bind())
                .start();
    }

    @AfterEach
    void close() {
        client.close();
        transport.close();
    }

    @Test
    void nothingIsThereBeforeTheFirstCall() {
        assertEquals(Metadata.EMPTY, response.headers());
        assertEquals(Metadata.EMPTY, response.trailers());
    }

    @Test
    void metadataOfTheLastReplyIsKept() {
        call("one");
        call("two");
        assertEquals(Optional.of("head of two"), response.headers().first(KEY));
        assertEquals(Optional.of("end of two"), response.trailers().first(KEY));
    }

    @Test
    void replyWithoutMetadataLeavesNoneOfTheOneBefore() {
        call("one");
        call("nothing");
        assertEquals(Metadata.EMPTY, response.headers());
        assertEquals(Metadata.EMPTY, response.trailers());
    }

    @Test
    void trailersOfAFailureAreKept() {
        assertThrows(RpcException.class, () -> call("failure"));
        assertEquals(Optional.of("end of failure"), response.trailers().first(KEY));
    }

    private void call(String request) {
        BlockingCalls.unary(channel, CallOptions.DEFAULT, UNARY, new Text(request));
    }
}
