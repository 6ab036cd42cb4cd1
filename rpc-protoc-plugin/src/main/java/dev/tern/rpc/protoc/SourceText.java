package dev.tern.rpc.protoc;

/** Java source in the making: lines at a depth. */
final class SourceText {
    private static final String STEP = "    ";

    private final StringBuilder text = new StringBuilder();
    private String indent = "";

    void line(String line) {
        text.append(indent).append(line).append('\n');
    }

    /** A line that goes on from the one before. */
    void continued(String line) {
        line(STEP + STEP + line);
    }

    void blank() {
        text.append('\n');
    }

    /** A line that ends in an opening brace, and all up to {@link #close()} deeper by one. */
    void open(String line) {
        line(line);
        indent += STEP;
    }

    void close() {
        indent = indent.substring(STEP.length());
        line("}");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
