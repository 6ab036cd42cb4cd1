package dev.tern.rpc.benchmarks.compare.chart;

import java.util.Locale;

/** A picture, element after element; lengths in pixels from the upper left corner. Confined to one thread. */
final class Svg {
    /** Where a text is in respect of its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** What a character is wide at most on average, of the height of the letters: for a page's own sans-serif, figures included. */
    private static final double CHARACTER = 0.6;

    static final int FONT = 12;

    /** Colours that those who can't tell red from green can tell; each is light enough, or dark enough, for its background. */
    private static final String STYLE = """
            svg { font: 12px system-ui, sans-serif; fill: #1f2328; }
            .ground { fill: #ffffff; } .grid { stroke: #d0d7de; } .axis { stroke: #6e7781; }
            .quiet { fill: #57606a; } .head { font-weight: 600; }
            .limit { fill: #8c959f; stroke: #8c959f; } .native { fill: #0969da; stroke: #0969da; }
            .grpc { fill: #1a7f64; stroke: #1a7f64; } .peer { fill: #bc4c00; stroke: #bc4c00; }
            .second { fill-opacity: 0.55; } .line { fill: none; stroke-width: 2; } rect { stroke-width: 0; }
            @media (prefers-color-scheme: dark) {
              svg { fill: #e6edf3; } .ground { fill: #0d1117; } .grid { stroke: #30363d; } .axis { stroke: #8b949e; }
              .quiet { fill: #9198a1; }
              .limit { fill: #9198a1; stroke: #9198a1; } .native { fill: #58a6ff; stroke: #58a6ff; }
              .grpc { fill: #3fb99a; stroke: #3fb99a; } .peer { fill: #f0883e; stroke: #f0883e; }
              .line { fill: none; }
            }
            """;

    private final StringBuilder text = new StringBuilder();

    /**
     * An empty picture.
     *
     * @param title what it is, for those who can't see it too
     */
    Svg(double width, double height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" role=\"img\">",
                number(width), number(height), number(width), number(height));
        add("<title>%s</title>", escaped(title));
        add("<style>%n%s</style>", STYLE);
        rectangle(0, 0, width, height, "ground");
    }

    void rectangle(double x, double y, double width, double height, String style) {
        add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" class=\"%s\"/>",
                number(x), number(y), number(width), number(height), style);
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        add(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"%s\"/>",
                number(x1), number(y1), number(x2), number(y2), style);
    }

    /** From point to point. */
    void path(Iterable<Point> points, String style, String dashes) {
        StringBuilder line = new StringBuilder();
        for (Point point : points) {
            line.append(line.isEmpty() ? "" : " ")
                    .append(number(point.x()))
                    .append(',')
                    .append(number(point.y()));
        }
        add("<polyline points=\"%s\" class=\"line %s\" stroke-dasharray=\"%s\"/>", line, style, dashes);
    }

    void dot(Point at, String style) {
        add("<circle cx=\"%s\" cy=\"%s\" r=\"3\" class=\"%s\"/>", number(at.x()), number(at.y()), style);
    }

    /** A line of text on this base line. */
    void text(double x, double y, Anchor anchor, String style, String words) {
        add(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" class=\"%s\">%s</text>",
                number(x), number(y), anchor.name().toLowerCase(Locale.ROOT), style, escaped(words));
    }

    /** The picture. Nothing is to be added any more. */
    String end() {
        return text + "</svg>\n";
    }

    /** How much room to leave for these words. */
    static double width(String words) {
        return words.length() * FONT * CHARACTER;
    }

    private void add(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("no place in a picture: " + value);
        }
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
