package dev.tern.rpc;

/** What the author of a method promises about calling it twice; mirrors {@code idempotency_level} of a .proto file. */
public enum Idempotency {
    /** No promise: a call that may have reached the server must not be sent again. */
    UNKNOWN,

    /** Changes nothing on the server: safe to send again at any time. */
    NO_SIDE_EFFECTS,

    /** A second call has no further effect: safe to send again. */
    IDEMPOTENT
}
