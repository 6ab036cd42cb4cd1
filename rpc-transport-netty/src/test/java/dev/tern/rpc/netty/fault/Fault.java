package dev.tern.rpc.netty.fault;

/** What may befall a connection. */
public enum Fault {
    /** Both sides get a RST; what was under way is lost. */
    RESET,

    /** Both sides get a FIN, behind what they were given so far; what they send after that goes nowhere. */
    FIN,

    /**
     * The side that the direction leads to gets a FIN, as if its peer said no more; what that peer says goes nowhere. The
     * other direction goes on.
     */
    HALF_CLOSE,

    /** Nothing passes any more, and neither side is told: not of bytes, not of the other's end. */
    BLACK_HOLE
}
