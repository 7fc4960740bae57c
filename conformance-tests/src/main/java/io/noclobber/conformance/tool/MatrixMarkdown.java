package io.noclobber.conformance.tool;

import io.noclobber.conformance.MeasuredWork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The matrix as a part of a Markdown file. Stateless. */
final class MatrixMarkdown {
    static final String BEGIN = "<!-- matrix: written by mvn -q -Pengines,matrix -pl conformance-tests -am -->";
    static final String END = "<!-- matrix: end -->";

    private MatrixMarkdown() {}

    /**
     * A file's text with the matrix between its two marks.
     *
     * @throws IllegalArgumentException when it does not have them
     */
    static String within(String text, Matrix matrix) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("it has no lines\n" + BEGIN + "\n" + END);
        }
        return text.substring(0, begin + BEGIN.length()) + "\n" + of(matrix) + text.substring(end);
    }

    static String of(Matrix matrix) {
        StringBuilder text = new StringBuilder();
        List<String> head = new ArrayList<>(List.of("database", "driver", "conforms"));
        Arrays.stream(Group.values()).forEach(group -> head.add("`" + group + "`"));
        head(text, head);
        for (StoredReport report : matrix.reports()) {
            List<String> row = new ArrayList<>(List.of(
                    Matrix.database(report),
                    Matrix.driver(report),
                    Matrix.conforms(report) ? "yes" : "**" + Matrix.answer(report) + "**"));
            Arrays.stream(Group.values()).forEach(group -> row.add(Matrix.cell(report, group)));
            row(text, row);
        }
        reasons(text, matrix);
        measured(text, matrix);
        matrix.environments().forEach(each -> text.append("\nBy ").append(each).append(".\n"));
        return text.toString();
    }

    private static void reasons(StringBuilder text, Matrix matrix) {
        for (StoredReport report : matrix.reports()) {
            for (String reason : Matrix.reasons(report)) {
                text.append("\n**")
                        .append(plain(Matrix.database(report)))
                        .append(":** ")
                        .append(plain(reason))
                        .append('\n');
            }
        }
    }

    private static void measured(StringBuilder text, Matrix matrix) {
        text.append(
                        "\nHow long work takes with noclobber, in times of the bare driver (median, and the quartiles), and of the")
                .append(" steps of the storm those that counted, by the bare driver and with noclobber:\n\n");
        List<String> head = new ArrayList<>(List.of("database"));
        Arrays.stream(MeasuredWork.values()).forEach(work -> head.add(work.title()));
        head.add("storm");
        head(text, head);
        for (StoredReport report : matrix.reports()) {
            List<String> row = new ArrayList<>(List.of(Matrix.database(report)));
            Arrays.stream(MeasuredWork.values()).forEach(work -> row.add(Matrix.overhead(report, work)));
            row.add(Matrix.storm(report));
            row(text, row);
        }
    }

    private static void head(StringBuilder text, List<String> cells) {
        row(text, cells);
        text.append("|")
                .append(String.join("|", Collections.nCopies(cells.size(), "---")))
                .append("|\n");
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(MatrixMarkdown::plain).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    /** On one line, and no end of a cell. */
    private static String plain(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ").strip();
    }
}
