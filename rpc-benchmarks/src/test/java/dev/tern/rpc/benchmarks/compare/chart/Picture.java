package dev.tern.rpc.benchmarks.compare.chart;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A chart as whoever shows it reads it. */
final class Picture {
    private final Document document;

    Picture(String svg) throws Exception {
        document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    List<Element> elements(String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** The text of these words; there is one at least. */
    Element text(String words) {
        return elements("text").stream()
                .filter(text -> text.getTextContent().equals(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no text '" + words + "'"));
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    /** No text leaves the picture, and nothing is loaded from elsewhere. */
    void assertWhole() {
        Element root = document.getDocumentElement();
        double width = number(root, "width");
        double height = number(root, "height");
        for (Element text : elements("text")) {
            double length = Svg.width(text.getTextContent());
            double x = number(text, "x");
            double begin = switch (text.getAttribute("text-anchor")) {
                case "start" -> x;
                case "middle" -> x - length / 2;
                default -> x - length;
            };
            String words = text.getTextContent();
            assertTrue(begin >= 0 && begin + length <= width, words);
            assertTrue(number(text, "y") >= Svg.FONT && number(text, "y") <= height, words);
        }
        for (String loading : List.of("script", "image", "use", "link", "a")) {
            assertTrue(elements(loading).isEmpty(), loading);
        }
    }
}
