package dev.tern.rpc.benchmarks.compare.chart;

import java.util.Collection;
import java.util.List;

/**
 * A panel of bars for each of several subjects, two abreast: the bars of a panel share a scale that begins at 0, those of different
 * panels don't.
 *
 * @param title of the whole
 * @param panels in their order
 */
public record BarPanels(String title, List<Panel> panels) {
    private static final int ABREAST = 2;
    private static final double WIDTH = 920;
    private static final double MARGIN = 16;
    private static final double ROW = 18;
    private static final double BAR = 12;
    private static final double HEAD = 30;
    private static final double TITLE = 30;
    private static final double GAP = 6;

    /**
     * One subject.
     *
     * @param title its name
     * @param bars from the top
     */
    public record Panel(String title, List<Bar> bars) {}

    /**
     * One bar.
     *
     * @param label before it
     * @param style its colour
     * @param parts one after another, the second paler
     * @param value after it, in words
     */
    public record Bar(String label, String style, List<Double> parts, String value) {
        double length() {
            return parts.stream().mapToDouble(part -> part).sum();
        }
    }

    /** The picture. */
    public String svg() {
        double panelWidth = (WIDTH - MARGIN * (ABREAST + 1)) / ABREAST;
        double labels = widest(panels.stream()
                .flatMap(panel -> panel.bars().stream().map(Bar::label))
                .toList());
        double values = widest(panels.stream()
                .flatMap(panel -> panel.bars().stream().map(Bar::value))
                .toList());
        double height = TITLE + MARGIN;
        for (int i = 0; i < panels.size(); i += ABREAST) {
            height += rowHeight(i);
        }
        Svg svg = new Svg(WIDTH, height, title);
        svg.text(MARGIN, TITLE - GAP, Svg.Anchor.START, "head", title);
        double y = TITLE;
        for (int i = 0; i < panels.size(); i++) {
            double x = MARGIN + i % ABREAST * (panelWidth + MARGIN);
            draw(svg, panels.get(i), x, y, x + labels + GAP, x + panelWidth - values - GAP);
            if (i % ABREAST == ABREAST - 1) {
                y += rowHeight(i - ABREAST + 1);
            }
        }
        return svg.end();
    }

    private double rowHeight(int first) {
        int bars = 0;
        for (int i = first; i < Math.min(first + ABREAST, panels.size()); i++) {
            bars = Math.max(bars, panels.get(i).bars().size());
        }
        return HEAD + bars * ROW + GAP;
    }

    private static void draw(Svg svg, Panel panel, double x, double y, double from, double to) {
        svg.text(x, y + HEAD - ROW / 2, Svg.Anchor.START, "head", panel.title());
        Scale scale = Scale.linear(panel.bars().stream().map(Bar::length).toList(), from, to);
        double top = y + HEAD;
        svg.line(from, top, from, top + panel.bars().size() * ROW, "axis");
        for (Bar bar : panel.bars()) {
            double base = top + ROW / 2 + Svg.FONT / 3.0;
            svg.text(from - GAP, base, Svg.Anchor.END, "quiet", bar.label());
            double sum = 0;
            for (int i = 0; i < bar.parts().size(); i++) {
                double begin = scale.at(sum);
                sum += bar.parts().get(i);
                svg.rectangle(
                        begin,
                        top + (ROW - BAR) / 2,
                        scale.at(sum) - begin,
                        BAR,
                        bar.style() + (i == 0 ? "" : " second"));
            }
            svg.text(scale.at(sum) + GAP, base, Svg.Anchor.START, "", bar.value());
            top += ROW;
        }
    }

    private static double widest(Collection<String> words) {
        return words.stream().mapToDouble(Svg::width).max().orElse(0);
    }
}
