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

/**
 * The files that a report is written to. While there is no report there are none of them, so that nobody takes the report of an older run,
 * or a part of one, for that of this run. Immutable.
 */
final class ReportFiles {
    private final Map<Path, Function<RunReport, String>> files = new LinkedHashMap<>();

    /** @throws CannotRunException when two of them are the same */
    ReportFiles(@Nullable Path json, @Nullable Path junit, @Nullable Path html) throws CannotRunException {
        add(json, JsonReport::of);
        add(junit, JunitReport::of);
        add(html, HtmlReport::of);
    }

    private void add(@Nullable Path named, Function<RunReport, String> format) throws CannotRunException {
        if (named == null) {
            return;
        }
        Path file = named.toAbsolutePath().normalize();
        for (Path other : files.keySet()) {
            if (isSame(file, other)) {
                throw new CannotRunException(
                        "Two reports are to be written to the same file, " + file
                                + ", and only the last of them would be there. Give each of --json, --junit and --html its own.");
            }
        }
        files.put(file, format);
    }

    /** Links, and names that a file system takes for the same one, are seen where the files are there already. */
    private static boolean isSame(Path one, Path other) throws CannotRunException {
        try {
            return one.equals(other)
                    || Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other)
                    || one.getFileName().equals(other.getFileName())
                            && one.getParent()
                                    .toRealPath()
                                    .equals(other.getParent().toRealPath());
        } catch (IOException e) {
            throw cannotBeWritten(one, e);
        }
    }

    /** Sees before a long run whether they can be written, and takes away those of an older one. */
    void begin() throws CannotRunException {
        for (Path file : files.keySet()) {
            write(file, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        for (Path file : files.keySet()) {
            remove(file);
        }
    }

    /** What is no file, such as a device or a pipe, stays. */
    private static void remove(Path file) throws CannotRunException {
        try {
            if (Files.isRegularFile(file)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new CannotRunException(
                    "The report " + file + " of an older run cannot be deleted (" + e
                            + "), and must not be taken for that of this one. Delete it, or give another name.",
                    e);
        }
    }

    void write(RunReport report) throws CannotRunException {
        for (Map.Entry<Path, Function<RunReport, String>> file : files.entrySet()) {
            String text = file.getValue().apply(report);
            try {
                write(file.getKey(), text);
            } catch (CannotRunException partly) {
                remove(file.getKey());
                throw partly;
            }
        }
    }

    private static void write(Path file, String text, OpenOption... options) throws CannotRunException {
        try {
            Files.writeString(file, text, options);
        } catch (IOException e) {
            throw cannotBeWritten(file, e);
        }
    }

    private static CannotRunException cannotBeWritten(Path file, IOException e) {
        return new CannotRunException(
                "The report " + file + " cannot be written (" + e + "). Its folder must exist and have room.", e);
    }
}
