package dev.tern.rpc.protobuf;

import com.google.protobuf.InvalidProtocolBufferException;

/** Bytes that are not a message of the type they should be. */
public final class UndecodableMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndecodableMessageException(Class<?> type, InvalidProtocolBufferException cause) {
        super("not a valid " + type.getSimpleName() + ": " + cause.getMessage(), cause);
    }
}
