package dev.tern.rpc;

/** How a call ended: the 17 codes of gRPC, with the numbers they have on the wire. */
public enum StatusCode {
    /** Success. */
    OK(0),
    /** Cancelled, typically by the caller. */
    CANCELLED(1),
    /** An error nobody put a code to; what a handler's unexpected exception becomes. */
    UNKNOWN(2),
    /** The request is wrong whatever the state of the system. */
    INVALID_ARGUMENT(3),
    /** The deadline passed first. The work may have been done all the same. */
    DEADLINE_EXCEEDED(4),
    /** Something asked for does not exist. */
    NOT_FOUND(5),
    /** Something to be created is already there. */
    ALREADY_EXISTS(6),
    /** The caller is known but may not do this. */
    PERMISSION_DENIED(7),
    /** A limit or quota is used up. */
    RESOURCE_EXHAUSTED(8),
    /** The system is not in the state the call needs; trying again won't help until that is mended. */
    FAILED_PRECONDITION(9),
    /** Stopped by a conflict, such as a lost race; try again from a higher level. */
    ABORTED(10),
    /** Past the valid range. */
    OUT_OF_RANGE(11),
    /** The server has no such method. */
    UNIMPLEMENTED(12),
    /** An invariant is broken: a bug, or a peer that breaks the protocol. */
    INTERNAL(13),
    /** Not to be had now; the same call may work in a while. */
    UNAVAILABLE(14),
    /** Data is lost or corrupt beyond recovery. */
    DATA_LOSS(15),
    /** The caller has no valid credentials. */
    UNAUTHENTICATED(16);

    private static final StatusCode[] BY_NUMBER = values();

    private final int number;

    StatusCode(int number) {
        this.number = number;
    }

    /** The number on the wire, 0 to 16. */
    public int number() {
        return number;
    }

    /** The code of a number from the wire; any other number than 0 to 16 is {@link #UNKNOWN}, as gRPC has it. */
    public static StatusCode ofNumber(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
    }

    /** A status of this code with a message for the caller. */
    public Status withMessage(String message) {
        return Status.of(this).withMessage(message);
    }
}
