package dev.tern.rpc.benchmarks.compare.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BarPanelsTest {
    private static BarPanels.Bar bar(String label, String value, Double... parts) {
        return new BarPanels.Bar(label, "native", List.of(parts), value);
    }

    private static List<Element> bars(Picture picture) {
        return picture.elements("rect").stream()
                .filter(rect -> rect.getAttribute("class").startsWith("native"))
                .toList();
    }

    @Test
    void barsOfAPanelAreAsLongAsTheirValues() throws Exception {
        BarPanels chart = new BarPanels(
                "all",
                List.of(
                        new BarPanels.Panel("one", List.of(bar("a", "40", 40.0), bar("b", "10", 10.0))),
                        new BarPanels.Panel("two", List.of(bar("a", "4,000", 4_000.0)))));
        Picture picture = new Picture(chart.svg());
        List<Element> bars = bars(picture);
        double longest = Picture.number(bars.get(0), "width");
        assertEquals(longest / 4, Picture.number(bars.get(1), "width"), 0.1);
        assertEquals(longest, Picture.number(bars.get(2), "width"), 0.1);
        picture.assertWhole();
    }

    @Test
    void partsOfABarFollowEachOther() throws Exception {
        BarPanels chart = new BarPanels("all", List.of(new BarPanels.Panel("one", List.of(bar("a", "4", 3.0, 1.0)))));
        List<Element> bars = bars(new Picture(chart.svg()));
        double end = Picture.number(bars.get(0), "x") + Picture.number(bars.get(0), "width");
        assertEquals(end, Picture.number(bars.get(1), "x"), 0.1);
        assertEquals(Picture.number(bars.get(0), "width") / 3, Picture.number(bars.get(1), "width"), 0.1);
    }

    @Test
    void eachBarHasItsLabelBeforeItAndItsValueAfterIt() throws Exception {
        BarPanels chart =
                new BarPanels("all", List.of(new BarPanels.Panel("one", List.of(bar("a <b> & \"c\"", "7 of 7", 7.0)))));
        Picture picture = new Picture(chart.svg());
        Element bar = bars(picture).get(0);
        double begin = Picture.number(bar, "x");
        assertTrue(Picture.number(picture.text("a <b> & \"c\""), "x") < begin);
        assertTrue(Picture.number(picture.text("7 of 7"), "x") > begin + Picture.number(bar, "width"));
    }

    @Test
    void manyPanelsWithLongLabelsStayWithinThePicture() throws Exception {
        List<BarPanels.Panel> panels = new ArrayList<>();
        for (int panel = 0; panel < 9; panel++) {
            List<BarPanels.Bar> bars = new ArrayList<>();
            for (int i = 1; i <= 5 + panel; i++) {
                bars.add(bar("tern-native-virtual-" + i, Figures.three(1e6 * i), 1e6 * i));
            }
            panels.add(new BarPanels.Panel("W" + panel + ": one-way, 512 at a time not yet handed over, 32 B", bars));
        }
        new Picture(new BarPanels("all", panels).svg()).assertWhole();
    }
}
