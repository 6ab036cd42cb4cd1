package dev.tern.rpc.protoc;

/** The two ways to write a service: each is an interface in the file of the service. */
enum HandlerStyle {
    BLOCKING(TypeNames.SERVICE, "Has each call answered by a method of a service written in blocking style.", """
            The service in blocking style: a method may take its time, on a thread that may wait. Methods not
            overridden answer UNIMPLEMENTED. Called by any number of threads at once."""),
    ASYNC(
            TypeNames.ASYNC_SERVICE,
            "Has each call answered by a method of a service written in asynchronous style.",
            """
            The service in asynchronous style: a method returns at once, with what is to come. Methods not
            overridden answer UNIMPLEMENTED. Called by any number of threads at once.""");

    private final String typeName;
    private final String bindNote;
    private final String note;

    HandlerStyle(String typeName, String bindNote, String note) {
        this.typeName = typeName;
        this.bindNote = bindNote;
        this.note = note;
    }

    /** The name of the interface. */
    String typeName() {
        return typeName;
    }

    /** The javadoc of {@code bind}. */
    String bindNote() {
        return bindNote;
    }

    /** The javadoc of the interface, in lines. */
    String note() {
        return note;
    }

    /** The method of {@code Handlers} that takes a method of the interface. */
    String factory(MethodShape shape) {
        boolean blocking = this == BLOCKING;
        return switch (shape) {
            case UNARY -> blocking ? "unary" : "asyncUnary";
            case ONE_WAY -> blocking ? "oneWay" : "asyncOneWay";
            case CLIENT_STREAMING -> blocking ? "clientStreaming" : "asyncClientStreaming";
            case SERVER_STREAMING -> blocking ? "serverStreaming" : "asyncServerStreaming";
            case BIDI_STREAMING -> blocking ? "bidiStreaming" : "asyncBidiStreaming";
        };
    }
}
