package dev.tern.rpc.protoc;

import java.util.ArrayList;
import java.util.List;

/** Writes javadoc of what the author of a schema wrote as plain text. */
final class Javadoc {
    private Javadoc() {}

    /**
     * A doc comment: what the author says, then what the plugin adds.
     *
     * @param comment plain text; an empty line separates paragraphs
     * @param note javadoc already, in lines
     */
    static void write(SourceText source, String comment, String note) {
        List<List<String>> paragraphs = paragraphs(comment);
        List<String> notes = note.lines().toList();
        if (paragraphs.isEmpty() && notes.size() == 1) {
            source.line("/** " + note + " */");
            return;
        }
        paragraphs.add(notes);
        source.line("/**");
        String opening = "";
        for (List<String> paragraph : paragraphs) {
            if (!opening.isEmpty()) {
                source.line(" *");
            }
            source.line(" * " + opening + paragraph.get(0));
            paragraph.subList(1, paragraph.size()).forEach(line -> source.line(" * " + line));
            opening = "<p>";
        }
        source.line(" */");
    }

    /**
     * Plain text as javadoc that reads the same. A backslash counts: Java reads Unicode escapes even in comments, where
     * one can be malformed or end the comment.
     */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '@', '{', '}', '\\' -> escaped.append("&#").append((int) c).append(';');
                case '/' -> escaped.append(i > 0 && text.charAt(i - 1) == '*' ? "&#47;" : "/");
                case '*' -> escaped.append(i > 0 && text.charAt(i - 1) == '/' ? "&#42;" : "*");
                default -> escaped.append(c < ' ' && c != '\t' ? ' ' : c);
            }
        }
        return escaped.toString();
    }

    private static List<List<String>> paragraphs(String comment) {
        List<List<String>> paragraphs = new ArrayList<>();
        boolean open = false;
        for (String line : (Iterable<String>) comment.lines()::iterator) {
            if (line.isBlank()) {
                open = false;
                continue;
            }
            if (!open) {
                paragraphs.add(new ArrayList<>());
                open = true;
            }
            paragraphs.get(paragraphs.size() - 1).add(escape(line.strip()));
        }
        return paragraphs;
    }
}
