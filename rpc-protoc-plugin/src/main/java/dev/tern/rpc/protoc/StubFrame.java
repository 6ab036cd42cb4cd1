package dev.tern.rpc.protoc;

/** What both stubs have in common: the class around the methods, and the form of a method. */
final class StubFrame {
    private final TypeNames types;
    private final SourceText source;

    StubFrame(TypeNames types, SourceText source) {
        this.types = types;
        this.source = source;
    }

    /** Opens the class and writes what makes it a stub. */
    void open(String name, String note) {
        String parameters =
                types.of(RuntimeType.CHANNEL) + " channel, " + types.of(RuntimeType.CALL_OPTIONS) + " options";
        source.line("/** " + note + " */");
        source.open("public static final class " + name + " extends " + types.of(RuntimeType.STUB, name) + " {");
        source.open("private " + name + "(" + parameters + ") {");
        source.line("super(channel, options);");
        source.close();
        source.blank();
        source.line("@" + types.of(RuntimeType.OVERRIDE));
        source.open("protected " + name + " with(" + parameters + ") {");
        source.line("return new " + name + "(channel, options);");
        source.close();
    }

    /** Opens a method: its javadoc, that it is deprecated, its head. */
    void openMethod(RpcMethod method, String note, String head) {
        source.blank();
        Javadoc.write(source, method.documentation().comment(), note);
        if (method.documentation().deprecated()) {
            source.line("@" + types.of(RuntimeType.DEPRECATED));
        }
        source.open("public " + head + " {");
    }

    /** The head of a method but for {@code public}. */
    static String head(String result, RpcMethod method, String... parameters) {
        return result + " " + method.names().method() + "(" + String.join(", ", parameters) + ")";
    }

    /** The statement that makes the call but for {@code return}. */
    static String call(String calls, String shape, RpcMethod method, String... arguments) {
        StringBuilder call = new StringBuilder(calls + "." + shape + "(channel(), options(), ");
        call.append(method.names().constant());
        for (String argument : arguments) {
            call.append(", ").append(argument);
        }
        return call.append(");").toString();
    }
}
