package dev.tern.rpc.client;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.client.Heard.CHAT;
import static dev.tern.rpc.client.Heard.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.Authorization;
import dev.tern.rpc.call.CallCredentials;
import dev.tern.rpc.call.CallOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When calls are asked for their credentials, and what becomes of them. The connection has no TLS. */
final class CallCredentialsTest {
    private static final Metadata.Key<String> OWN = Metadata.Key.text("own");

    private final ScriptedTransport transport = new ScriptedTransport();
    private final ScriptedResolver resolver = new ScriptedResolver();

    /** What the channel's executor was given. */
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private boolean refusesTasks;

    private final ClientChannel channel = ClientChannel.builder(transport, resolver)
            .executor(task -> {
                if (refusesTasks) {
                    throw new RejectedExecutionException("full");
                }
                tasks.add(task);
            })
            .backoff(new Backoff(Duration.ofHours(1), Duration.ofHours(1)))
            .authority("service.example:443")
            .maxWaitingCalls(2)
            .build();

    /** What was asked for, and is to be answered by the test. */
    private final List<CompletableFuture<Metadata>> asked = new ArrayList<>();

    private final CallCredentials later = ((CallCredentials) this::ask).allowPlaintext();

    private String askedFor = "";

    @AfterEach
    void close() {
        channel.close();
        assertEquals(0, channel.timer().armed());
    }

    private CompletionStage<Metadata> ask(MethodDescriptor<?, ?> method, String authority) {
        askedFor = method.fullName() + " at " + authority;
        CompletableFuture<Metadata> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    }

    private Heard start(MethodDescriptor<String, String> method, CallCredentials credentials) {
        return new Heard(channel.newCall(method, DEFAULT.withCredentials(credentials)));
    }

    /** A ready connection, with one stream, that of the call it was made for. */
    private ScriptedConnection connected() {
        new Heard(channel.newCall(UNARY, CallOptions.DEFAULT));
        resolver.find("one");
        return transport.last().succeed();
    }

    private static CallCredentials token() {
        return CallCredentials.bearer(() -> "swordfish").allowPlaintext();
    }

    private static Status failure(Heard call) {
        assertEquals(Origin.THIS_SIDE, call.end().origin());
        return call.end().status();
    }

    @Test
    void aTokenThatIsAtHandIsSentAtOnce() {
        ScriptedConnection connection = connected();
        Heard call = start(UNARY, token());
        call.call.send("hello", true);
        Metadata sent = connection.last().head().metadata();
        assertEquals("Bearer swordfish", sent.first(Authorization.KEY).orElseThrow());
        assertEquals("swordfish", Authorization.bearerToken(sent).orElseThrow());
        assertEquals(List.of("last hello"), connection.last().told());
        assertTrue(call.events.isEmpty(), "nobody waits to hear that it is ready");
    }

    @Test
    void theyGoAfterTheMetadataOfTheOptions() {
        ScriptedConnection connection = connected();
        new Heard(channel.newCall(UNARY, DEFAULT.withMetadata(OWN, "mine").withCredentials(token())));
        assertEquals(
                Metadata.of(OWN, "mine").with(Authorization.KEY, "Bearer swordfish"),
                connection.last().head().metadata());
    }

    @Test
    void theyAreAskedForWithMethodAndAuthority() {
        connected();
        start(UNARY, later);
        assertEquals("test.Service/UNARY at service.example:443", askedFor);
    }

    @Test
    void theyAreNotAskedForWhereTheyWouldBeSentInPlaintext() {
        ScriptedConnection connection = connected();
        Status status = failure(start(UNARY, this::ask));
        assertEquals(StatusCode.UNAUTHENTICATED, status.code());
        assertTrue(status.message().contains("are not sent in plaintext, as the connection to "), status.message());
        assertTrue(asked.isEmpty());
        assertEquals(1, connection.streams().size());
    }

    @Test
    void whatIsSentMeanwhileGoesOutWithThem() {
        ScriptedConnection connection = connected();
        Heard call = start(CHAT, later);
        call.call.request(3);
        call.call.send("a", false);
        assertFalse(call.call.isReady());
        assertEquals(1, connection.streams().size());
        asked.get(0).complete(Metadata.of(OWN, "later"));
        assertEquals(Metadata.of(OWN, "later"), connection.last().head().metadata());
        assertEquals(List.of("request 3", "a"), connection.last().told());
        assertEquals(List.of("ready"), call.events);
    }

    @Test
    void aCallThatWaitedForItsConnectionAsksOnTheChannelsExecutor() {
        Heard call = start(UNARY, later);
        resolver.find("one");
        ScriptedConnection connection = transport.last().succeed();
        assertTrue(asked.isEmpty(), "the thread may be an event loop");
        tasks.remove().run();
        asked.get(0).complete(Metadata.EMPTY);
        assertEquals(1, connection.streams().size());
        assertTrue(call.call.isReady());
    }

    @Test
    void anExecutorThatRefusesToAskEndsTheCall() {
        Heard call = start(UNARY, later);
        refusesTasks = true;
        resolver.find("one");
        transport.last().succeed();
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, failure(call).code());
        assertTrue(failure(call).message().contains("full"));
    }

    @Test
    void aDeadlineThatPassesMeanwhileSaysWhatWasAwaited() {
        ScriptedConnection connection = connected();
        Heard call = new Heard(channel.newCall(
                CHAT, DEFAULT.withDeadlineAfter(Duration.ofHours(1)).withCredentials(later)));
        ((ChannelCall<?, ?>) call.call).expired();
        assertEquals(StatusCode.DEADLINE_EXCEEDED, failure(call).code());
        assertTrue(
                failure(call).message().contains("its credentials had not come"),
                failure(call).message());
        asked.get(0).complete(Metadata.EMPTY);
        assertEquals(1, connection.streams().size());
        assertEquals(1, call.events.size());
    }

    @Test
    void aFailureEndsTheCallAsUnauthenticatedAndKeepsTheCause() {
        connected();
        Heard call = start(UNARY, later);
        IllegalStateException cause = new IllegalStateException("the vault is locked");
        asked.get(0).completeExceptionally(cause);
        assertEquals(StatusCode.UNAUTHENTICATED, failure(call).code());
        assertTrue(failure(call).message().startsWith("the call's credentials could not be had: "));
        assertTrue(failure(call).message().contains("the vault is locked"));
        assertSame(cause, failure(call).cause().orElseThrow());
    }

    @Test
    void aSupplierThatThrowsEndsTheCallAsUnauthenticated() {
        connected();
        Heard call = start(
                UNARY,
                CallCredentials.bearer(() -> {
                            throw new IllegalStateException("the vault is locked");
                        })
                        .allowPlaintext());
        assertEquals(StatusCode.UNAUTHENTICATED, failure(call).code());
        assertTrue(failure(call).message().contains("the vault is locked"));
    }

    @Test
    void aFailedCallForThemHandsItsCodeOn() {
        connected();
        Heard call = start(UNARY, later);
        asked.get(0)
                .completeExceptionally(
                        StatusCode.UNAVAILABLE.withMessage("no vault").asException());
        assertEquals(StatusCode.UNAVAILABLE, failure(call).code());
        assertTrue(failure(call).message().contains("no vault"));
    }

    @Test
    void noMetadataIsAFailureToo() {
        connected();
        Heard call = start(UNARY, later);
        asked.get(0).complete(null);
        assertEquals(StatusCode.UNAUTHENTICATED, failure(call).code());
        Heard other = start(UNARY, new NoStage().allowPlaintext());
        assertEquals(StatusCode.UNAUTHENTICATED, failure(other).code());
    }

    /** Breaks the contract. */
    private static final class NoStage implements CallCredentials {
        @Override
        @SuppressWarnings("NullAway")
        public CompletionStage<Metadata> metadataFor(MethodDescriptor<?, ?> method, String authority) {
            return null;
        }
    }

    @Test
    void soManyCallsWaitForThemAndNoMore() {
        connected();
        start(UNARY, later);
        Heard cancelled = start(UNARY, later);
        cancelled.call.cancel("enough", null);
        Heard over = start(UNARY, later);
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, failure(over).code());
        assertTrue(
                failure(over).message().contains("maxWaitingCalls is 2"),
                failure(over).message());
        asked.get(1).complete(Metadata.EMPTY);
        start(UNARY, later);
        assertEquals(3, asked.size());
    }

    @Test
    void aCallThatGoesToAnotherConnectionIsAskedAgain() {
        ScriptedConnection first = connected();
        start(UNARY, later);
        asked.get(0).complete(Metadata.of(OWN, "first"));
        first.last().close(StatusCode.UNAVAILABLE.withMessage("draining"), true);
        ScriptedConnection second = transport.last().succeed();
        tasks.remove().run();
        asked.get(1).complete(Metadata.of(OWN, "second"));
        assertEquals(Metadata.of(OWN, "second"), second.last().head().metadata());
    }

    @Test
    void closingTheChannelEndsCallsThatWaitForThem() {
        connected();
        Heard call = start(UNARY, later);
        channel.close();
        assertEquals(StatusCode.UNAVAILABLE, failure(call).code());
        assertTrue(failure(call).message().contains("closed by its owner"));
    }

    @Test
    void theTokenOfAnotherSchemeIsNone() {
        assertTrue(Authorization.bearerToken(Metadata.EMPTY).isEmpty());
        assertTrue(Authorization.bearerToken(Metadata.of(Authorization.KEY, "Basic c2VjcmV0"))
                .isEmpty());
        assertEquals(
                "t",
                Authorization.bearerToken(Metadata.of(Authorization.KEY, "bearer t"))
                        .orElseThrow());
    }
}
