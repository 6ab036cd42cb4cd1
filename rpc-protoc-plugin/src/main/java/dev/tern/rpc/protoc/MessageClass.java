package dev.tern.rpc.protoc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.GeneratorNames;

/**
 * The Java class that protoc makes of a message.
 *
 * @param javaPackage empty for the unnamed package
 * @param fileClass the class of the whole file that it is nested in, or empty if it is not
 * @param name with the messages around it: {@code Outer.Inner}
 * @param deprecated whether it or a message around it is deprecated, so that to name it is a warning
 */
record MessageClass(String javaPackage, String fileClass, String name, boolean deprecated) {
    /** The class of a message. */
    static MessageClass of(Descriptor message) {
        StringBuilder name = new StringBuilder(message.getName());
        Descriptor outermost = message;
        boolean deprecated = message.getOptions().getDeprecated();
        while (outermost.getContainingType() != null) {
            outermost = outermost.getContainingType();
            name.insert(0, outermost.getName() + ".");
            deprecated |= outermost.getOptions().getDeprecated();
        }
        String fileClass =
                GeneratorNames.getNestInFileClass(outermost) ? GeneratorNames.getFileClassName(message.getFile()) : "";
        return new MessageClass(
                GeneratorNames.getFileJavaPackage(message.getFile()), fileClass, name.toString(), deprecated);
    }

    /** The message itself or the outermost one around it: what an import names. */
    String head() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The full name of {@link #head()}. */
    String qualifiedHead() {
        return qualify(head());
    }

    String qualifiedName() {
        return qualify(name);
    }

    private String qualify(String nested) {
        return dotted(javaPackage, dotted(fileClass, nested));
    }

    /** Two names with a dot between, or the second one if the first is empty. */
    static String dotted(String outer, String inner) {
        return outer.isEmpty() ? inner : outer + "." + inner;
    }
}
