package io.noclobber.conformance.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the reports of several runs side by side. */
@Command(
        name = "matrix",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        sortOptions = false,
        description =
                "Puts the reports that verify --json has written of several databases side by side: as Markdown on the"
                        + " standard output or within a file, and as an HTML page.")
final class MatrixCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "<report>", description = "JSON reports, or folders of them.")
    private List<Path> sources = new ArrayList<>();

    @Option(
            names = "--markdown",
            paramLabel = "<file>",
            description = "Markdown file that has the lines \"" + MatrixMarkdown.BEGIN + "\" and \""
                    + MatrixMarkdown.END + "\"; what is between them is written anew.")
    private @Nullable Path markdown;

    @Option(names = "--html", paramLabel = "<file>", description = "Writes the matrix as one HTML file.")
    private @Nullable Path html;

    @Override
    public Integer call() throws CannotRunException {
        Matrix matrix = new Matrix(reports());
        if (markdown == null) {
            spec.commandLine().getOut().print(MatrixMarkdown.of(matrix));
        } else {
            replace(markdown, matrix);
        }
        if (html != null) {
            write(html, MatrixHtml.of(matrix));
        }
        spec.commandLine().getOut().println(matrix.reports().size() + " reports.");
        return Exit.CONFORMS.code();
    }

    private List<StoredReport> reports() throws CannotRunException {
        List<StoredReport> reports = new ArrayList<>();
        for (Path source : sources) {
            for (Path file : files(source)) {
                try {
                    StoredReport report = StoredReport.read(Files.readString(file));
                    if (report.isControl()) {
                        leaveOut(file, report);
                    } else {
                        reports.add(report);
                    }
                } catch (IOException | IllegalArgumentException wrong) {
                    throw new CannotRunException(
                            file + " is no report that verify --json has written to its end: " + FileFailure.why(wrong),
                            wrong);
                }
            }
        }
        if (reports.isEmpty()) {
            throw new CannotRunException("There is no report in " + sources
                    + " that could stand in a matrix. verify --json writes them, into files whose names end in .json.");
        }
        return reports;
    }

    private void leaveOut(Path file, StoredReport report) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("Left out: " + file + " is of a negative control (" + report.control()
                + "), which says nothing of noclobber.");
        err.flush();
    }

    private static List<Path> files(Path source) throws CannotRunException {
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (Stream<Path> files = Files.list(source)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CannotRunException("The folder " + source + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void replace(Path file, Matrix matrix) throws CannotRunException {
        try {
            write(file, MatrixMarkdown.within(Files.readString(file), matrix));
        } catch (IOException | IllegalArgumentException wrong) {
            throw new CannotRunException(
                    "The matrix cannot be put into " + file + ": " + FileFailure.why(wrong), wrong);
        }
    }

    private static void write(Path file, String text) throws CannotRunException {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CannotRunException("The file " + file + " cannot be written (" + e + ").", e);
        }
    }
}
