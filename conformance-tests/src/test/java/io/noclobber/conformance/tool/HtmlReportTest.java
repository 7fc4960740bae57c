package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static final Map<String, String> MEASURED = Map.ofEntries(
            Map.entry("storm.steps", "2000"),
            Map.entry("storm.guarded", "2000"),
            Map.entry("storm.bare", "613"),
            Map.entry("overhead.read-one.rounds", "31"),
            Map.entry("overhead.read-one.bare", "80.000 100.000 140.000"),
            Map.entry("overhead.read-one.guarded", "110.000 123.000 150.000"),
            Map.entry("overhead.read-one.ratio", "1.100 1.230 1.500"),
            Map.entry("overhead.save-one.rounds", "5"),
            Map.entry("overhead.save-one.bare", "900.000 1000.000 1100.000"),
            Map.entry("overhead.save-one.guarded", "2900.000 3000.000 3100.000"),
            Map.entry("overhead.save-one.ratio", "2.800 3.000 3.200"));

    private static final Offset<Double> ROUNDED = Offset.offset(0.01);

    private static final Tried HELD = new Tried(Group.STORM, "Storm", "steps_counted", true, Outcome.HELD, 3, "");

    private static String page(Map<String, String> measured, Tried... more) {
        List<Tried> tried = new ArrayList<>(List.of(HELD));
        tried.addAll(List.of(more));
        return HtmlReport.of(Reports.report(List.of(), tried, measured));
    }

    private static List<Element> charts(String page) throws Exception {
        List<Element> charts = new ArrayList<>();
        Matcher svg = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
        while (svg.find()) {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg.group())));
            charts.add(document.getDocumentElement());
        }
        return charts;
    }

    @Test
    void charts_sayInWordsWhatTheyShow() throws Exception {
        List<Element> charts = charts(page(MEASURED));

        assertThat(charts).hasSize(2).allSatisfy(chart -> {
            assertThat(chart.getAttribute("role")).isEqualTo("img");
            String title = text(chart, "title");
            String described = text(chart, "desc");
            assertThat(title).isNotBlank();
            assertThat(described).isNotBlank();
            assertThat(chart.getAttribute("aria-labelledby").split(" "))
                    .containsExactly(id(chart, "title"), id(chart, "desc"));
        });
        assertThat(text(charts.get(0), "desc")).contains("2000 count with noclobber, and 613 with the bare driver");
        assertThat(text(charts.get(1), "desc"))
                .contains("Read one row by its key: 1.23 times (1.10 to 1.50).")
                .contains("Read one row and save it: 3.00 times (2.80 to 3.20).");
    }

    private static String text(Element chart, String name) {
        return chart.getElementsByTagName(name).item(0).getTextContent();
    }

    private static String id(Element chart, String name) {
        return ((Element) chart.getElementsByTagName(name).item(0)).getAttribute("id");
    }

    @Test
    void overheadChart_drawsTheSpreadAroundItsMedian() throws Exception {
        Element chart = charts(page(MEASURED)).get(1);
        double one = number(classed(chart, "line", "axis base").get(0), "x1");
        double zero = 12;

        List<Element> spreads = classed(chart, "rect", "spread");
        List<Element> medians = classed(chart, "line", "median");
        assertThat(spreads).hasSize(2);
        assertThat((number(spreads.get(0), "x") - zero) / (one - zero)).isCloseTo(1.10, ROUNDED);
        assertThat((number(medians.get(0), "x1") - zero) / (one - zero)).isCloseTo(1.23, ROUNDED);
        assertThat((number(spreads.get(1), "x") + number(spreads.get(1), "width") - zero) / (one - zero))
                .isCloseTo(3.20, ROUNDED);
        double width = Double.parseDouble(chart.getAttribute("viewBox").split(" ")[2]);
        assertThat(number(spreads.get(1), "x") + number(spreads.get(1), "width"))
                .isLessThan(width);
    }

    private static List<Element> classed(Element chart, String name, String kind) {
        List<Element> found = new ArrayList<>();
        NodeList all = chart.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("class").equals(kind)) {
                found.add((Element) all.item(i));
            }
        }
        return found;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @Test
    void stormChart_fillsTheBarByWhatCounted() throws Exception {
        Element chart = charts(page(MEASURED)).get(0);

        assertThat(number(classed(chart, "rect", "good").get(0), "width")).isEqualTo(290);
        assertThat(number(classed(chart, "rect", "bad").get(0), "width")).isEqualTo(88);
    }

    @Test
    void numbersOfCharts_areInTablesAsWell() {
        assertThat(page(MEASURED))
                .contains("<td class=\"number\">1000 <span class=\"soft\">(900 to 1100)</span></td>")
                .contains("<td class=\"number\">3.00 <span class=\"soft\">(2.80 to 3.20)</span></td>")
                .contains(
                        "<th scope=\"row\">bare driver</th><td class=\"number\">2000</td><td class=\"number\">613</td>"
                                + "<td class=\"number\">1387</td>");
    }

    @Test
    void pageWithoutMeasuring_saysSo() throws Exception {
        String page = page(new HashMap<>());

        assertThat(charts(page)).isEmpty();
        assertThat(page.split("Not part of this run, or it did not come to its end\\.", -1))
                .hasSize(3);
    }

    /** In the order in which somebody reads it who has little time. */
    @Test
    void page_hasWhatAnAuditorAsksFor_theSummaryFirst() {
        Tried type = new Tried(Group.VALUES, "ReportedTypes", "value_compared [INT]", true, Outcome.HELD, 1, "");
        Tried failed =
                new Tried(Group.DELETES, "LostUpdate", "delete_rowChanged_isRefused", true, Outcome.FAILED, 4, "Lost");
        String page = page(MEASURED, type, failed);

        assertThat(page)
                .containsSubsequence(
                        "class=\"verdict bad\"><strong>Does not conform",
                        ", 12.5 seconds, noclobber ",
                        "<h2 id=\"summary\"",
                        "<h2 id=\"findings\"",
                        "<h2 id=\"settings\"",
                        "<h2 id=\"types\"",
                        "<th scope=\"row\">INT</th>",
                        "<h2 id=\"storm\"",
                        "<h2 id=\"overhead\"",
                        "<h2 id=\"tests\"",
                        "<h2 id=\"environment\"",
                        "<dt>Driver</dt><dd>Shop Driver 1",
                        "compare=changed",
                        "4711, by which --seed",
                        "<dt>Java</dt>")
                .contains(
                        "@media (prefers-color-scheme: dark)", "@media print", "lang=\"en\"", "<meta name=\"viewport\"")
                .doesNotContain("http:", "https:", "<script", "<link", "<img", "@import", "url(");
        for (Group group : List.of(Group.STORM, Group.VALUES, Group.DELETES)) {
            assertThat(page)
                    .contains(
                            "<th scope=\"row\"><a href=\"#tests-" + group + "\">" + group.title(),
                            "<details id=\"tests-" + group + "\">");
        }
    }

    @Test
    void links_allLeadSomewhere() {
        Tried type = new Tried(Group.VALUES, "ReportedTypes", "value_compared [INT]", true, Outcome.HELD, 1, "");
        assertThat(page(MEASURED, type)).contains("href=\"#types\"");

        for (String page : List.of(page(MEASURED), page(MEASURED, type), page(Map.of()))) {
            Matcher links = Pattern.compile("href=\"#([^\"]+)\"").matcher(page);
            while (links.find()) {
                assertThat(page).contains("id=\"" + links.group(1) + "\"");
            }
        }
    }

    @Test
    void foreignText_isEscaped() {
        String page = HtmlReport.of(Reports.failing());

        assertThat(page)
                .contains("Shop &quot;8&quot; 😀", "no right to &lt;delete&gt;")
                .doesNotContain("<delete>");
    }
}
