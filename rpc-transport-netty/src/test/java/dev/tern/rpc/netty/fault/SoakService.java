package dev.tern.rpc.netty.fault;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.contract.Flows;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.stub.Handlers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the soak test calls. A request that begins with {@value #FAILING} fails with NOT_FOUND; the number that a DOWNLOAD
 * begins with is how many replies it gets. Blocking handlers, but for those whose calls wait for the other side longest.
 */
final class SoakService {
    static final String FAILING = "fail";

    /** The numbers of the one-way calls that came. */
    private final Set<Long> oneWays = ConcurrentHashMap.newKeySet();

    private final LongAdder oneWaysServed = new LongAdder();
    private final AtomicLong oneWaysTwice = new AtomicLong();

    TextService texts() {
        return TextService.with(TextService.UNARY, Handlers.unary((request, call) -> answer(request)))
                .and(TextService.ONE_WAY, Handlers.oneWay((request, call) -> visit(request)))
                .and(TextService.UPLOAD, Handlers.clientStreaming((requests, call) -> {
                    int count = 0;
                    for (Text request : requests) {
                        answer(request);
                        count++;
                    }
                    return Text.of(count);
                }))
                .and(TextService.DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
                    int count = countOf(answer(request));
                    for (int i = 0; i < count; i++) {
                        replies.send(request);
                    }
                }))
                .and(
                        TextService.CHAT,
                        Handlers.asyncBidiStreaming((requests, call) -> Flows.map(requests, SoakService::answer)));
    }

    /** How many one-way calls were served. */
    long oneWaysServed() {
        return oneWaysServed.sum();
    }

    /** How many one-way calls came that had come before. */
    long oneWaysTwice() {
        return oneWaysTwice.get();
    }

    static int countOf(Text request) {
        return Integer.parseInt(request.value().substring(0, request.value().indexOf(' ')));
    }

    private void visit(Text request) {
        oneWaysServed.increment();
        if (!oneWays.add((long) countOf(request))) {
            oneWaysTwice.incrementAndGet();
        }
    }

    private static Text answer(Text request) {
        if (request.value().startsWith(FAILING)) {
            throw new RpcException(StatusCode.NOT_FOUND.withMessage("as asked for"));
        }
        return request;
    }
}
