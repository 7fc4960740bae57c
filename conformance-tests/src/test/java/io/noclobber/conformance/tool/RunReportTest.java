package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The verdict, and that each report says the same of it. */
class RunReportTest {
    private static final Remark GAP =
            new Remark(Remark.Kind.GAP, "Shop", "It loses deletions.", "Use another database.");

    private static final Tried HELD = tried(Group.LOST_UPDATES, Outcome.HELD, "");
    private static final Tried FAILED =
            tried(Group.LOST_UPDATES, Outcome.FAILED, "Expecting code to raise a throwable");
    private static final Tried UNTRIED = tried(Group.BATCHES, Outcome.NOT_TRIED, "no right to <batch>\n(there)");

    private static Tried tried(Group group, Outcome outcome, String detail) {
        return new Tried(group, "Contract", "some_thing_holds", true, outcome, 1, detail);
    }

    private static RunReport report(Tried... tried) {
        return Reports.report(List.of(), List.of(tried), Map.of());
    }

    @Test
    void run_whoseTestsHold_conforms() {
        RunReport report = report(HELD, tried(Group.LOST_UPDATES, Outcome.NOT_TRIED, "one of many"));

        assertThat(report.exit()).isEqualTo(Exit.CONFORMS);
        assertThat(report.open()).isEmpty();
    }

    @Test
    void run_withAFailureOrAGap_doesNotConformWhateverWasNotTried() {
        assertThat(report(HELD, FAILED, UNTRIED).exit()).isEqualTo(Exit.DOES_NOT_CONFORM);
        assertThat(Reports.report(List.of(GAP), List.of(HELD, UNTRIED), Map.of())
                        .exit())
                .isEqualTo(Exit.DOES_NOT_CONFORM);
    }

    @Test
    void run_ofWhichAGroupWasNotTried_doesNotConform() {
        RunReport report = report(HELD, UNTRIED);

        assertThat(report.exit()).isEqualTo(Exit.CANNOT_RUN);
        assertThat(report.verdict()).isEqualTo("could not be tried as a whole");
        assertThat(report.open()).containsExactly(Group.BATCHES);
        assertThat(report.headline()).contains("Nothing at all could be tried of: Batches.");
        assertThat(report.obstacle(Group.BATCHES)).isEqualTo("no right to <batch>");
    }

    @Test
    void run_ofWhichNothingWasTried_couldNotRun() {
        RunReport report = report(UNTRIED);

        assertThat(report.exit()).isEqualTo(Exit.CANNOT_RUN);
        assertThat(report.verdict()).isEqualTo("could not be tried");
    }

    @Test
    void testsThatWereNotTried_areToldByTheirReason() {
        List<Tried> tried = new ArrayList<>(List.of(HELD));
        for (int i = 0; i < 14; i++) {
            tried.add(tried(Group.VALUES, Outcome.NOT_TRIED, "It does not apply."));
        }
        tried.add(tried(Group.BATCHES, Outcome.NOT_TRIED, "no right to <batch>"));
        StringWriter out = new StringWriter();
        new Console(new PrintWriter(out)).conclusion(report(tried.toArray(Tried[]::new)));

        assertThat(out.toString().lines())
                .containsSubsequence(
                        "  Value fidelity: some, thing: holds, and 13 others",
                        "    It does not apply.",
                        "  Batches: some, thing: holds",
                        "    no right to <batch>");
    }

    @Test
    void seed_isInEachReport() {
        RunReport report = report(HELD);
        StringWriter out = new StringWriter();
        new Console(new PrintWriter(out)).opening(report.subject(), report.options(), report.seed(), Control.NONE);

        assertThat(out.toString()).containsPattern("Seed +4711\\R");
        assertThat(JsonReport.of(report)).contains("\"seed\": 4711,");
        assertThat(JunitReport.of(report)).contains("<property name=\"seed\" value=\"4711\"/>");
        assertThat(HtmlReport.of(report)).contains("<dt>Seed</dt><dd>4711");
    }

    @Test
    void groupThatWasNotTried_isSaidSoOnTheConsole() {
        StringWriter out = new StringWriter();
        new Console(new PrintWriter(out)).conclusion(report(HELD, UNTRIED));

        assertThat(out.toString())
                .contains("Batches: nothing of it could be tried", "  Happened: no right to <batch>", "--groups")
                .contains("could not be tried as a whole");
    }

    @Test
    void groupThatWasNotTried_isSaidSoInJson() {
        String json = JsonReport.of(report(HELD, UNTRIED));

        assertThat(json)
                .contains("\"open\": [\"batches\"]", "\"exitCode\": 2")
                .containsPattern("\"id\": \"batches\"[^}]*\"result\": \"not tried\"")
                .containsPattern("\"id\": \"lost-updates\"[^}]*\"result\": \"held\"");
        assertThat(JsonReport.of(report(HELD, FAILED)))
                .contains("\"open\": []")
                .containsPattern("\"id\": \"lost-updates\"[^}]*\"result\": \"failed\"");
    }

    /** They take a suite whose tests were all skipped for a good one. */
    @Test
    void groupThatWasNotTried_isAnErrorForBuildServers() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitReport.of(report(HELD, UNTRIED)))));

        assertThat(xml.getDocumentElement().getAttribute("errors")).isEqualTo("1");
        assertThat(xml.getDocumentElement().getAttribute("tests"))
                .isEqualTo(String.valueOf(xml.getElementsByTagName("testcase").getLength()));
        Element batches = (Element) xml.getElementsByTagName("testsuite").item(1);
        assertThat(batches.getAttribute("errors")).isEqualTo("1");
        assertThat(batches.getElementsByTagName("error").item(0).getTextContent())
                .isEqualTo("no right to <batch>");
    }

    @Test
    void groupThatWasNotTried_isAFindingOfThePage() {
        assertThat(HtmlReport.of(report(HELD, UNTRIED)))
                .contains("<strong>Could not be tried as a whole</strong>", "Nobody knows whether it holds.")
                .contains("no right to &lt;batch&gt;</dd>")
                .doesNotContain("<p>None.</p>");
        assertThat(HtmlReport.of(report(HELD))).contains("<strong>Conforms</strong>", "<p>None.</p>");
    }

    private static final Tried LATE = tried(Group.LOST_UPDATES, Outcome.TOO_LONG, "It took longer than 40 seconds.");

    /** The database may be slow; but that is not known to hold, and what failed has failed. */
    @Test
    void testThatTookTooLong_isNoVerdict() {
        RunReport report = report(HELD, LATE);

        assertThat(report.exit()).isEqualTo(Exit.CANNOT_RUN);
        assertThat(report.verdict()).isEqualTo("could not be tried as a whole");
        assertThat(report.headline())
                .contains("2 tests, none failed, 1 took too long to say anything")
                .doesNotContain("Nothing at all");
        assertThat(report.open()).isEmpty();
        assertThat(report(HELD, LATE, FAILED).exit()).isEqualTo(Exit.DOES_NOT_CONFORM);
        assertThat(report(LATE).verdict()).isEqualTo("could not be tried");
        assertThat(report(LATE).obstacle(Group.LOST_UPDATES)).isEqualTo("It took longer than 40 seconds.");
    }

    @Test
    void testThatTookTooLong_isSaidSoInEachReport() throws Exception {
        RunReport report = report(HELD, LATE);
        StringWriter out = new StringWriter();
        Console console = new Console(new PrintWriter(out));
        console.ends(Group.LOST_UPDATES, 1, report.tried());
        console.conclusion(report);
        assertThat(out.toString())
                .contains("1 took too long", "Happened: It took longer than 40 seconds.")
                .contains("a time limit says nothing of the guard", "To do:    Run again while");

        String json = JsonReport.of(report);
        assertThat(json)
                .contains("\"exitCode\": 2", "\"findings\": []")
                .containsPattern("\"tooLong\": \\[\\{[^}]*\"happened\": \"It took longer than 40 seconds.\"")
                .containsPattern("\"id\": \"lost-updates\"[^}]*\"result\": \"too long\"[^}]*\"tooLong\": 1");
        StoredReport stored = StoredReport.read(json);
        assertThat(Matrix.answer(stored)).isEqualTo("open");
        assertThat(Matrix.cell(stored, Group.LOST_UPDATES)).isEqualTo("1, 1 took too long");
        assertThat(Matrix.reasons(stored)).singleElement().asString().contains("1 took longer than");

        assertThat(HtmlReport.of(report))
                .contains("<strong>Could not be tried as a whole</strong>", "– took too long</td>")
                .contains("It took longer than 40 seconds.</dd>", "Run again while")
                .doesNotContain("<p>None.</p>", "Does not conform");

        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitReport.of(report))));
        assertThat(xml.getDocumentElement().getAttribute("errors")).isEqualTo("1");
        assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("0");
        Element error = (Element) xml.getElementsByTagName("error").item(0);
        assertThat(error.getAttribute("message")).isEqualTo("Could not be tried: It took longer than 40 seconds.");
        assertThat(error.getTextContent()).contains("Run again while");
    }

    private static final Tried LOST = tried(Group.LOST_UPDATES, Outcome.CONNECTION_LOST, "the network is down");

    @Test
    void testThatLostItsConnection_isNoVerdict() {
        RunReport report = report(HELD, LOST);

        assertThat(report.exit()).isEqualTo(Exit.CANNOT_RUN);
        assertThat(report.headline()).contains("2 tests, none failed, 1 had no connection or lost it");
        assertThat(report(HELD, LOST, FAILED).exit()).isEqualTo(Exit.DOES_NOT_CONFORM);
        assertThat(report(LOST).verdict()).isEqualTo("could not be tried");
        assertThat(report(LOST).untriedAdvice(Group.LOST_UPDATES)).contains("20 connections at a time");
        assertThat(report(UNTRIED).untriedAdvice(Group.BATCHES)).contains("Give the user the rights");
    }

    @Test
    void testThatLostItsConnection_isSaidSoInEachReport() throws Exception {
        RunReport report = report(HELD, LOST);
        StringWriter out = new StringWriter();
        Console console = new Console(new PrintWriter(out));
        console.ends(Group.LOST_UPDATES, 1, report.tried());
        console.conclusion(report);
        assertThat(out.toString())
                .contains("1 lost the connection", "1 could not be tried, for want of a connection")
                .contains("Happened: the network is down", "says nothing of the guard", "20 connections at a time");

        StoredReport stored = StoredReport.read(JsonReport.of(report));
        assertThat(JsonReport.of(report))
                .containsPattern("\"connectionLost\": \\[\\{[^}]*\"happened\": \"the network is down\"")
                .containsPattern(
                        "\"id\": \"lost-updates\"[^}]*\"result\": \"connection lost\"[^}]*\"connectionLost\": 1");
        assertThat(Matrix.answer(stored)).isEqualTo("open");
        assertThat(Matrix.cell(stored, Group.LOST_UPDATES)).isEqualTo("1, 1 lost the connection");
        assertThat(Matrix.reasons(stored)).singleElement().asString().contains("1 had no connection or lost it");

        assertThat(HtmlReport.of(report))
                .contains("– connection lost</td>", "the network is down</dd>", "20 connections at a time")
                .doesNotContain("<p>None.</p>", "Does not conform");

        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitReport.of(report))));
        assertThat(xml.getDocumentElement().getAttribute("errors")).isEqualTo("1");
        assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("0");
    }

    /** What the time limit has ended was not tried for another reason than that there is no right. */
    @Test
    void group_ofWhichAllTookTooLong_isToldTheSameInEachReport() {
        RunReport report = report(HELD, tried(Group.BATCHES, Outcome.TOO_LONG, "It took longer than 40 seconds."));

        assertThat(JsonReport.of(report)).containsPattern("\"id\": \"batches\"[^}]*\"result\": \"too long\"");
        assertThat(HtmlReport.of(report)).contains("– took too long</td>").doesNotContain("Give the user the rights");
        StringWriter out = new StringWriter();
        new Console(new PrintWriter(out)).conclusion(report);
        assertThat(out.toString()).contains("Run again while").doesNotContain("Give the user the rights");
    }

    private static Document xml(RunReport report) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitReport.of(report))));
    }

    /** What a build server takes of it, which is what the exit code says. */
    @Test
    void reportForBuildServers_failsWhereTheRunDoesNotConformAndHasErrorsWhereItCouldNotRun() throws Exception {
        List<RunReport> reports = List.of(
                report(HELD),
                report(HELD, FAILED),
                Reports.report(List.of(GAP), List.of(HELD), Map.of()),
                Reports.report(List.of(GAP), List.of(HELD, UNTRIED), Map.of()),
                Reports.report(List.of(GAP), List.of(UNTRIED), Map.of()),
                report(HELD, UNTRIED),
                report(HELD, LATE),
                report(HELD, LOST),
                report(UNTRIED));
        for (RunReport report : reports) {
            Document xml = xml(report);
            int failures = Integer.parseInt(xml.getDocumentElement().getAttribute("failures"));
            int errors = Integer.parseInt(xml.getDocumentElement().getAttribute("errors"));
            assertThat(failures > 0).as(report.headline()).isEqualTo(report.exit() == Exit.DOES_NOT_CONFORM);
            assertThat(failures + errors > 0).as(report.headline()).isEqualTo(report.exit() != Exit.CONFORMS);
            assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(failures);
            assertThat(xml.getElementsByTagName("error").getLength()).isEqualTo(errors);
            assertThat(xml.getElementsByTagName("testcase").getLength())
                    .isEqualTo(Integer.parseInt(xml.getDocumentElement().getAttribute("tests")));
        }
        Element gap =
                (Element) xml(reports.get(2)).getElementsByTagName("failure").item(0);
        assertThat(gap.getAttribute("message")).isEqualTo("It loses deletions.");
        assertThat(gap.getTextContent()).isEqualTo("Use another database.");
    }

    /** Programs read what people read. */
    @Test
    void seed_underALocaleWithOtherDigits_isWrittenInOurs() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            seed_isInEachReport();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void negativeControl_isToldTheSameInEachReport() {
        RunReport guarded = report(HELD, FAILED);
        RunReport bare = with(true, guarded.options(), guarded);
        StringWriter out = new StringWriter();
        new Console(new PrintWriter(out)).conclusion(bare);

        for (String text : List.of(out.toString(), JsonReport.of(bare), HtmlReport.of(bare))) {
            assertThat(text)
                    .contains("Nothing: this is what noclobber is for.", "The bare driver, without noclobber, on ")
                    .doesNotContain("Do not rely on noclobber");
        }
        assertThat(JsonReport.of(bare)).contains("\"control\": \"bare\"");
        assertThat(JunitReport.of(bare)).contains("<property name=\"control\" value=\"bare\"/>");
        assertThat(JunitReport.of(guarded)).contains("<property name=\"control\" value=\"none\"/>");
    }

    private static RunReport with(boolean bare, Map<String, String> options, RunReport report) {
        return new RunReport(
                report.subject(),
                bare,
                options,
                report.seed(),
                report.remarks(),
                report.behaviour(),
                report.groups(),
                report.tried(),
                report.seconds(),
                report.published(),
                report.started(),
                report.totalSeconds());
    }

    @Test
    void guardThatIsSwitchedOff_isANegativeControl() {
        RunReport off = with(false, Map.of("mode", "off"), report(HELD, FAILED));

        assertThat(JsonReport.of(off)).contains("\"control\": \"off\"");
        assertThat(StoredReport.read(JsonReport.of(off)).isControl()).isTrue();
        assertThat(HtmlReport.of(off)).contains("Negative control: ");
        assertThat(off.headline()).startsWith("noclobber, switched off by mode=off, on ");
        assertThat(off.exit()).isEqualTo(Exit.DOES_NOT_CONFORM);
        assertThat(off.advice(FAILED)).isEqualTo("Nothing: this is what noclobber is for.");
        assertThat(with(false, Map.of("mode", "enforce"), report(HELD)).control())
                .isEqualTo(Control.NONE);
    }

    @Test
    void negativeControl_ofWhichNothingFails_isNoVerdict() {
        for (RunReport control : List.of(
                with(true, Map.of(), report(HELD)), with(false, Map.of("mode", "off"), report(HELD, UNTRIED)))) {
            assertThat(control.exit()).isEqualTo(Exit.CANNOT_RUN);
            assertThat(control.headline())
                    .contains(
                            "A negative control must fail, and of these groups no test did, so that it says nothing: run others"
                                    + " as well, such as --groups lost-updates")
                    .doesNotContain("conforms");
            assertThat(HtmlReport.of(control)).contains("Negative control: Was not told from a guard");
            assertThat(JunitReport.of(control)).contains("a test of it fails", "A negative control must fail");
        }
    }

    @Test
    void testOfAGuard_inAGroupThatProtectsNothing_isToldToLoseChanges() {
        Tried guarding = tried(Group.TRANSPARENCY, Outcome.FAILED, "Expecting code to raise a throwable");
        Tried other = new Tried(Group.TRANSPARENCY, "Contract", "calls_same", false, Outcome.FAILED, 1, "differs");
        RunReport report = report(guarding, other);
        StringWriter out = new StringWriter();
        new Console(new PrintWriter(out)).conclusion(report);

        for (String text : List.of(out.toString(), JsonReport.of(report), HtmlReport.of(report))) {
            String normal = text.replaceAll("\\s+", " ");
            int overwritten = normal.indexOf("is overwritten");
            int differs = normal.indexOf("differs", overwritten);
            assertThat(normal.substring(overwritten, differs))
                    .contains("A change can be overwritten without anybody noticing")
                    .doesNotContain("No change is lost by this");
            assertThat(normal.substring(differs)).contains("No change is lost by this");
        }
        assertThat(report.headline()).contains("Changes can be lost");
        assertThat(report(other).headline()).contains("No change is lost by these");
    }
}
