package dev.tern.rpc.interop.js;

import static dev.tern.rpc.interop.js.MessageCases.named;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.examples.Check;
import dev.tern.rpc.examples.errors.NameProblem;
import dev.tern.rpc.examples.helloworld.GreeterRpc;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.interceptor.ResponseMetadata;
import dev.tern.rpc.protobuf.ErrorDetails;
import dev.tern.rpc.stub.MessageStream;
import io.grpc.testing.integration.EmptyProtos.Empty;
import io.grpc.testing.integration.TestServiceRpc;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How calls end, before their time too, and what travels beside their messages. */
final class EndCases {
    private static final Duration SOON = Duration.ofMillis(300);

    private EndCases() {}

    static void refusal(ClientChannel channel) {
        RpcException refused = failureOf(StatusCode.INVALID_ARGUMENT, GreeterCase.greeter(channel), "");
        Check.that(refused.status().message().equals("whom to greet?"), "the message arrives");
        Check.that(refused.origin() == Origin.PEER, "the caller can tell that the server decided");
    }

    static void statusMessageBeyondAscii(ClientChannel channel) {
        RpcException refused = failureOf(StatusCode.INVALID_ARGUMENT, GreeterCase.greeter(channel), Agreed.TOO_LONG);
        Check.that(
                refused.status().message().equals(Agreed.tooLongMessage(Agreed.TOO_LONG)),
                "the message arrives whole, not as " + refused.status().message());
    }

    static void errorDetails(ClientChannel channel) {
        RpcException refused = failureOf(StatusCode.INVALID_ARGUMENT, GreeterCase.greeter(channel), Agreed.TOO_LONG);
        List<NameProblem> problems = ErrorDetails.all(refused.status(), NameProblem.getDefaultInstance());
        NameProblem expected = NameProblem.newBuilder()
                .setName(Agreed.TOO_LONG)
                .setLength(Agreed.TOO_LONG.length())
                .setMaxLength(Agreed.MAX_LENGTH)
                .build();
        Check.that(problems.equals(List.of(expected)), "the detail arrives, with its type");
    }

    static void metadataBothWays(ClientChannel channel) {
        String text = "plain text, with ~ and \"quotes\"";
        List<byte[]> bytes = List.of(new byte[] {0, 1, 127, -128, -1}, "två".getBytes(StandardCharsets.UTF_8));
        ResponseMetadata received = new ResponseMetadata();
        GreeterRpc.BlockingStub greeter =
                GreeterCase.greeter(channel).withMetadata(Agreed.ECHO, text).withInterceptors(received);
        for (byte[] value : bytes) {
            greeter = greeter.withMetadata(Agreed.ECHO_BIN, value);
        }
        greeter.sayHello(named("Ada"));
        for (Metadata echo : List.of(received.headers(), received.trailers())) {
            Check.that(echo.all(Agreed.ECHO).equals(List.of(text)), "the text comes back, not " + echo);
            List<byte[]> values = echo.all(Agreed.ECHO_BIN);
            Check.that(
                    Arrays.deepEquals(values.toArray(), bytes.toArray()), "the bytes come back, in order, not " + echo);
        }
    }

    static void deadlineExceeded(ClientChannel channel) {
        GreeterRpc.BlockingStub greeter = GreeterCase.greeter(channel);
        failureOf(StatusCode.DEADLINE_EXCEEDED, greeter.withDeadlineAfter(SOON), Agreed.NEVER_ANSWERED);
        requireLeft(greeter, Agreed.NEVER_ANSWERED);
    }

    static void cancelMidStream(ClientChannel channel) {
        GreeterRpc.BlockingStub greeter = GreeterCase.greeter(channel);
        try (MessageStream<HelloReply> replies = greeter.sayHelloStream(named(Agreed.ENDLESS))) {
            for (int read = 0; read < 3; read++) {
                String message = replies.next().getMessage();
                Check.that(message.equals(Agreed.greeting(Agreed.ENDLESS)), "each reply is a greeting");
            }
        } // closed before its end: that cancels the call
        requireLeft(greeter, Agreed.ENDLESS);
    }

    static void unimplementedMethod(ClientChannel channel) {
        try {
            TestServiceRpc.blockingStub(channel)
                    .withDeadlineAfter(GreeterCase.PATIENCE)
                    .unimplementedCall(Empty.getDefaultInstance());
        } catch (RpcException failure) {
            Check.that(failure.code() == StatusCode.UNIMPLEMENTED, "the code is not " + failure.getMessage());
            return;
        }
        throw new AssertionError("does not hold: a method that the server does not have fails");
    }

    private static void requireLeft(GreeterRpc.BlockingStub greeter, String name) {
        HelloReply reply = greeter.sayHello(named(Agreed.NEXT_LEAVER));
        Check.that(reply.getMessage().equals(Agreed.greeting(name)), "the server hears that nobody waits any more");
    }

    private static RpcException failureOf(StatusCode expected, GreeterRpc.BlockingStub greeter, String name) {
        try {
            greeter.sayHello(named(name));
        } catch (RpcException failure) {
            Check.that(failure.code() == expected, "the call ends with " + expected + ", not " + failure.getMessage());
            return failure;
        }
        throw new AssertionError("does not hold: the call ends with " + expected + ", not OK");
    }
}
