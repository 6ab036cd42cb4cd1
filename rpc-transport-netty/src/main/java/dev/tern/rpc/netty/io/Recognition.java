package dev.tern.rpc.netty.io;

/** What a protocol says of the first bytes of a connection. */
public enum Recognition {
    /** It is this protocol. */
    YES,
    /** It is not. */
    NO,
    /** It may be; more bytes are needed to tell. */
    MORE
}
