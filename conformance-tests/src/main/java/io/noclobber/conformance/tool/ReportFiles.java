package io.noclobber.conformance.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The files that a report is written to. Immutable. */
final class ReportFiles {
    private final Map<Path, Function<RunReport, String>> files = new LinkedHashMap<>();

    ReportFiles(@Nullable Path json, @Nullable Path junit, @Nullable Path html) {
        add(json, JsonReport::of);
        add(junit, JunitReport::of);
        add(html, HtmlReport::of);
    }

    private void add(@Nullable Path file, Function<RunReport, String> format) {
        if (file != null) {
            files.put(file.toAbsolutePath(), format);
        }
    }

    /** Sees before a long run whether they can be written. What is in them stays until there is something new. */
    void check() throws CannotRunException {
        for (Path file : files.keySet()) {
            write(file, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    void write(RunReport report) throws CannotRunException {
        for (Map.Entry<Path, Function<RunReport, String>> file : files.entrySet()) {
            write(file.getKey(), file.getValue().apply(report));
        }
    }

    private static void write(Path file, String text, OpenOption... options) throws CannotRunException {
        try {
            Files.writeString(file, text, options);
        } catch (IOException e) {
            throw new CannotRunException(
                    "The report " + file + " cannot be written (" + e + "). Its folder must exist and have room.", e);
        }
    }
}
