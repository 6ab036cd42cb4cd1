package dev.tern.rpc.netty;

/** What a server does about the certificates of its clients. One that is shown must always be trusted. */
public enum ClientCertificates {
    /** A client that shows none is refused. */
    REQUIRED,

    /** A client may show none. */
    OPTIONAL
}
