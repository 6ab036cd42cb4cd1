package dev.tern.rpc.benchmarks.compare.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LinePanelsTest {
    private static LinePanels chart(Point... points) {
        return new LinePanels(
                "cost by length",
                "length",
                false,
                Figures::bytes,
                List.of(
                        new LinePanels.Panel("CPU", List.of(new LinePanels.Line("tern", "native", List.of(points)))),
                        new LinePanels.Panel(
                                "per second", List.of(new LinePanels.Line("tern", "native", List.of(points))))));
    }

    private static List<Element> dots(Picture picture) {
        List<Element> dots = picture.elements("circle");
        return dots.subList(1, dots.size()); // the first is the legend's
    }

    @Test
    void pointsAreAboveTheirLabels() throws Exception {
        Picture picture = new Picture(chart(new Point(0, 5), new Point(1_024, 7), new Point(1 << 20, 90))
                .svg());
        List<String> labels = List.of("0", "1 KiB", "1 MiB");
        for (int i = 0; i < labels.size(); i++) {
            assertEquals(
                    Picture.number(picture.text(labels.get(i)), "x"),
                    Picture.number(dots(picture).get(i), "cx"),
                    0.1);
        }
        picture.assertWhole();
    }

    @Test
    void greaterValuesAreHigherUp() throws Exception {
        List<Element> dots =
                dots(new Picture(chart(new Point(1, 5), new Point(2, 50)).svg()));
        assertTrue(Picture.number(dots.get(1), "cy") < Picture.number(dots.get(0), "cy"));
    }

    @Test
    void eachPanelHasAllPoints() throws Exception {
        assertEquals(
                4,
                dots(new Picture(chart(new Point(1, 5), new Point(2, 50)).svg()))
                        .size());
    }

    @Test
    void labelsThatWouldOverlapAreLeftOut() throws Exception {
        Picture picture = new Picture(chart(new Point(1, 1), new Point(99_998, 1), new Point(99_999, 1))
                .svg());
        picture.text("99,998");
        assertThrows(AssertionError.class, () -> picture.text("99,999"));
    }

    @Test
    void pointThatWasNotMeasuredIsLeftOut() throws Exception {
        assertEquals(
                2,
                dots(new Picture(chart(new Point(1, 5), new Point(2, 0)).svg())).size());
        new Picture(chart().svg()).assertWhole();
    }
}
