package io.noclobber.conformance.tool;

import java.util.List;
import java.util.stream.Collectors;

/** A {@code noclobber.properties} to begin with: what a DBA may have to decide, each with what it means. Stateless. */
final class StartingProperties {
    private StartingProperties() {}

    static String of(String product, List<TableAnalysis> tables) {
        StringBuilder text = new StringBuilder("# noclobber.properties for ")
                .append(product.replaceAll("\\R", " "))
                .append(
                        ", as 'analyze' has found it.\n# Nothing needs to be set. All options: docs/configuration.md.\n");
        List<TableAnalysis> keyless =
                tables.stream().filter(table -> table.key().isEmpty()).toList();
        if (!keyless.isEmpty()) {
            text.append(
                    "\n# No key is known of these, so their writes run as they are. Put the columns that identify a row in"
                            + " place of ?, take\n# the # away, and drop what nobody writes.\n");
            text.append(keyless.stream()
                    .map(table -> escaped(table.pattern()) + ":?")
                    .collect(Collectors.joining(",\\\n#   ", "# keys=", "\n")));
        }
        List<TableAnalysis> versioned =
                tables.stream().filter(table -> !table.versions().isEmpty()).toList();
        if (!versioned.isEmpty()) {
            text.append(
                    "\n# These have columns that look like versions. If whoever writes a row moves them, and only then,\n"
                            + "# comparing them alone is enough.\n");
            text.append(versioned.stream()
                    .map(table -> escaped(table.pattern()) + ".*:version")
                    .collect(Collectors.joining(",\\\n#   ", "# compare=read,", "\n")));
            text.append(versioned.stream()
                    .map(table ->
                            escaped(table.pattern() + "." + table.versions().get(0)))
                    .collect(Collectors.joining(",\\\n#   ", "# version=", "\n")));
        }
        List<String> excluded = tables.stream()
                .flatMap(table -> table.excluded().stream().map(column -> table.pattern() + "." + column))
                .toList();
        if (!excluded.isEmpty()) {
            text.append("\n# These columns cannot be compared, and are left out:\n");
            excluded.forEach(column ->
                    text.append("#   ").append(column.replaceAll("\\R", " ")).append('\n'));
            text.append("# To refuse writes to rows of which one was read instead:\n# inexact=refuse\n");
        }
        return text.toString();
    }

    /** A backslash means something in a file of properties. */
    private static String escaped(String pattern) {
        return pattern.replace("\\", "\\\\");
    }
}
