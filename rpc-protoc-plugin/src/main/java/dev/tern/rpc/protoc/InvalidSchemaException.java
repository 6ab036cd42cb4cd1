package dev.tern.rpc.protoc;

/** A schema that no code can be written for. The message names the file and the element and says what to do. */
final class InvalidSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidSchemaException(String message) {
        super(message);
    }

    /** Never null, unlike what it overrides. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
