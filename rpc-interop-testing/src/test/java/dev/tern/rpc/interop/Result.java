package dev.tern.rpc.interop;

import java.util.Optional;

/** What came of a case. */
enum Result {
    /** The case went as it should. */
    PASSED("✓", null),
    /** The server answered a request that says it is compressed, and is not, as if nothing were wrong. */
    PROBE_NOT_REFUSED("✗ [1]", CompressionCases.PROBE + " ends with OK, not INVALID_ARGUMENT"),
    /** The server compressed none of the replies of a stream. */
    STREAM_NOT_COMPRESSED("✗ [2]", "whether the replies are compressed is [false, false], not [true, false]");

    private final String mark;
    private final String failure;

    Result(String mark, String failure) {
        this.mark = mark;
        this.failure = failure;
    }

    /** As it stands in the table. */
    String mark() {
        return mark;
    }

    /** What our client says of it, if it is the server's fault. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
