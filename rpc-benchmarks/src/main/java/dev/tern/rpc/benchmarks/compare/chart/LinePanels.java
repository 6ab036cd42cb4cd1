package dev.tern.rpc.benchmarks.compare.chart;

import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleFunction;

/**
 * Several figures over the same parameter, a panel each, side by side, with the same lines in each.
 *
 * @param title of the whole
 * @param parameter below each panel
 * @param linear whether the parameter goes on in equal steps; otherwise by equal factors
 * @param tick how values of the parameter are written
 * @param panels in their order
 */
public record LinePanels(
        String title, String parameter, boolean linear, DoubleFunction<String> tick, List<Panel> panels) {
    private static final double WIDTH = 920;
    private static final double MARGIN = 16;
    private static final double TITLE = 30;
    private static final double LEGEND = 24;
    private static final double HEAD = 26;
    private static final double PLOT = 220;
    private static final double FOOT = 52;
    private static final double TICK_ROOM = 52;
    private static final double GAP = 6;
    private static final double SWATCH = 28;

    /** Besides colours. */
    private static final List<String> DASHES = List.of("none", "7 4", "2 4", "9 3 2 3");

    /**
     * One figure; both axes are logarithmic, but for a parameter that isn't.
     *
     * @param title what the figure is
     * @param lines one for each that was measured
     */
    public record Panel(String title, List<Line> lines) {}

    /**
     * The values of one.
     *
     * @param label in the legend
     * @param style its colour
     * @param points values of the parameter and the figure; those of 0 are left out
     */
    public record Line(String label, String style, List<Point> points) {}

    /** The picture. */
    public String svg() {
        double panelWidth = (WIDTH - MARGIN * (panels.size() + 1)) / panels.size();
        Svg svg = new Svg(WIDTH, TITLE + LEGEND + HEAD + PLOT + FOOT, title);
        svg.text(MARGIN, TITLE - GAP, Svg.Anchor.START, "head", title);
        legend(svg, panels.get(0).lines());
        for (int i = 0; i < panels.size(); i++) {
            double left = MARGIN + i * (panelWidth + MARGIN);
            draw(svg, panels.get(i), left, left + panelWidth);
        }
        return svg.end();
    }

    private static void legend(Svg svg, List<Line> lines) {
        double x = MARGIN;
        double y = TITLE + LEGEND / 2;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            List<Point> swatch = List.of(new Point(x, y), new Point(x + SWATCH, y));
            svg.path(swatch, line.style(), DASHES.get(i % DASHES.size()));
            svg.dot(new Point(x + SWATCH / 2, y), line.style());
            svg.text(x + SWATCH + GAP, y + Svg.FONT / 3.0, Svg.Anchor.START, "", line.label());
            x += SWATCH + GAP + Svg.width(line.label()) + MARGIN;
        }
    }

    private void draw(Svg svg, Panel panel, double left, double right) {
        double top = TITLE + LEGEND + HEAD;
        double bottom = top + PLOT;
        TreeSet<Double> parameters = new TreeSet<>();
        TreeSet<Double> values = new TreeSet<>();
        panel.lines()
                .forEach(line -> line.points().stream()
                        .filter(point -> point.y() > 0)
                        .forEach(point -> {
                            parameters.add(point.x());
                            values.add(point.y());
                        }));
        svg.text(left, top - GAP - 2, Svg.Anchor.START, "head", panel.title());
        if (values.isEmpty()) {
            return;
        }
        double from = left + TICK_ROOM;
        double to = right - TICK_ROOM / 2;
        Scale x = linear ? Scale.linear(parameters, from, to) : Scale.logarithmic(parameters, from, to);
        Scale y = Scale.roundLogarithmic(values, bottom, top);
        for (double value : y.ticks()) {
            svg.line(from, y.at(value), to, y.at(value), "grid");
            svg.text(from - GAP, y.at(value) + Svg.FONT / 3.0, Svg.Anchor.END, "quiet", Figures.brief(value));
        }
        svg.line(from, bottom, to, bottom, "axis");
        double free = Double.NEGATIVE_INFINITY;
        for (double value : parameters) {
            String words = tick.apply(value);
            svg.line(x.at(value), bottom, x.at(value), bottom + 4, "axis");
            if (x.at(value) - Svg.width(words) / 2 >= free) {
                svg.text(x.at(value), bottom + 18, Svg.Anchor.MIDDLE, "quiet", words);
                free = x.at(value) + Svg.width(words) / 2;
            }
        }
        svg.text((from + to) / 2, bottom + 38, Svg.Anchor.MIDDLE, "quiet", parameter);
        for (int i = 0; i < panel.lines().size(); i++) {
            Line line = panel.lines().get(i);
            List<Point> points = line.points().stream()
                    .filter(point -> point.y() > 0)
                    .map(point -> new Point(x.at(point.x()), y.at(point.y())))
                    .toList();
            svg.path(points, line.style(), DASHES.get(i % DASHES.size()));
            points.forEach(point -> svg.dot(point, line.style()));
        }
    }
}
