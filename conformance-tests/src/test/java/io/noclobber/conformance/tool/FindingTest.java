package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What does not hold is told in the same four parts wherever it is read: what was tried, what happened, what it means, what to do. */
class FindingTest {
    /** The forms of a report. */
    private enum Form {
        CONSOLE(FindingTest::shown, "Tried:    ", "Happened: ", "Means:    ", "To do:    "),
        JSON(JsonReport::of, "\"tried\": \"", "\"happened\": \"", "\"means\": \"", "\"toDo\": \""),
        HTML(
                HtmlReport::of,
                "<dt>Tried</dt><dd>",
                "<dt>Happened</dt><dd class=\"happened\">",
                "<dt>Means</dt><dd>",
                "<dt>To do</dt><dd>"),
        JUNIT(JunitReport::of, "<failure message=\"", ">", "Means: ", "To do: ");

        private final Function<RunReport, String> writer;
        private final List<String> labels;

        Form(Function<RunReport, String> writer, String... labels) {
            this.writer = writer;
            this.labels = List.of(labels);
        }

        private String part(int number, String text) {
            return labels.get(number)
                    + switch (this) {
                        case CONSOLE -> text;
                        case JSON -> text.replace("\"", "\\\"");
                        case HTML, JUNIT -> Markup.escape(text);
                    };
        }
    }

    private static String shown(RunReport report) {
        StringWriter out = new StringWriter();
        new Console(new PrintWriter(out, true)).conclusion(report);
        return out.toString();
    }

    @ParameterizedTest
    @EnumSource
    void finding_ofEachGroup_isToldInFourParts(Form form) {
        for (Group group : Group.values()) {
            Tried test = new Tried(group, "Contract", "update_x_isRefused", true, Outcome.FAILED, 1, "It went through");
            RunReport report = Reports.report(List.of(), List.of(test), Map.of());

            assertThat(form.writer.apply(report))
                    .as("%s of %s", form, group)
                    .containsSubsequence(
                            form.part(0, test.sentence()),
                            form.part(
                                    1,
                                    RunReport.happened(test).lines().findFirst().orElseThrow()),
                            form.part(2, RunReport.meaning(test)),
                            form.part(3, report.advice(test)));
        }
    }
}
