package dev.tern.rpc.client;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.transport.InboundMessage;

/** A reply that never was bytes, and may say that it came compressed until it is decoded. */
final class ScriptedMessage implements InboundMessage {
    private final String text;
    private final boolean compressed;
    private boolean gone;

    ScriptedMessage(String text, boolean compressed) {
        this.text = text;
        this.compressed = compressed;
    }

    boolean gone() {
        return gone;
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public boolean isCompressed() {
        return compressed && !gone;
    }

    @Override
    public <T> T decode(Marshaller<T> marshaller) {
        gone = true;
        return marshaller.messageType().cast(text);
    }

    @Override
    public void discard() {
        gone = true;
    }
}
