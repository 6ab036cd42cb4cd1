package dev.tern.rpc.transport;

import dev.tern.rpc.CallPhase;

/** What a transport does to make a connection, in this order; one without TLS leaves that out. */
public enum ConnectStep {
    /** Reaches the address. What every attempt begins with. */
    CONNECTING(CallPhase.CONNECTING, "connecting to"),

    /** Agrees on TLS with the peer that was reached. */
    TLS_HANDSHAKE(CallPhase.TLS_HANDSHAKE, "TLS handshake with"),

    /** Agrees on the protocol: has said who it is, and waits for the peer's word. */
    HANDSHAKE(CallPhase.HANDSHAKE, "protocol handshake with");

    private final CallPhase phase;
    private final String words;

    ConnectStep(CallPhase phase, String words) {
        this.phase = phase;
        this.words = words;
    }

    /** The phase of calls that wait for the connection. */
    public CallPhase phase() {
        return phase;
    }

    /** The step in words that an address may follow. */
    @Override
    public String toString() {
        return words;
    }
}
