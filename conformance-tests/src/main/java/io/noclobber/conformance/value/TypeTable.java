package io.noclobber.conformance.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders the results of all types of an engine. */
public final class TypeTable {
    private TypeTable() {}

    /** For people at a terminal: one line a type. */
    public static String printed(String label, List<TypeLine> lines) {
        StringBuilder text = new StringBuilder(label).append(": types and how they are compared\n");
        String format = "  %-44s %-18s %8s %8s %6s %6s%n";
        text.append(String.format(Locale.ROOT, format, "type", "compared", "pairs", "writes", "false", "missed"));
        for (TypeLine line : lines) {
            text.append(String.format(
                    Locale.ROOT,
                    format,
                    line.type(),
                    line.compared(),
                    line.pairs(),
                    line.writes(),
                    line.falseConflicts(),
                    line.missed()));
        }
        Sum sum = Sum.of(lines);
        return text.append(String.format(
                        Locale.ROOT, format, "all", "", sum.pairs, sum.writes, sum.falseConflicts, sum.missed))
                .toString();
    }

    /** For the documentation: one line for each way to compare. */
    public static String markdown(List<TypeLine> lines) {
        Map<String, List<TypeLine>> groups = new LinkedHashMap<>();
        for (String way : List.of("`=`", "an exact form", "on the locked row", "not at all")) {
            List<TypeLine> group =
                    lines.stream().filter(line -> line.compared().equals(way)).toList();
            if (!group.isEmpty()) {
                groups.put(way, group);
            }
        }
        StringBuilder text = new StringBuilder();
        text.append("| compared | types | pairs | writes | false | missed |\n|---|---|---:|---:|---:|---:|\n");
        groups.forEach((way, group) -> {
            Sum sum = Sum.of(group);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,d | %,d | %d | %d |\n",
                    way,
                    types(group),
                    sum.pairs,
                    sum.writes,
                    sum.falseConflicts,
                    sum.missed));
        });
        return text.toString();
    }

    private static String types(List<TypeLine> lines) {
        StringBuilder text = new StringBuilder();
        lines.stream()
                .map(TypeLine::type)
                .distinct()
                .forEach(type -> text.append(text.isEmpty() ? "" : ", ")
                        .append(type.isEmpty() ? "(no type)" : type.replace("|", "\\|")));
        return text.toString();
    }

    private record Sum(int pairs, int writes, int falseConflicts, int missed) {
        static Sum of(List<TypeLine> lines) {
            return new Sum(
                    lines.stream().mapToInt(TypeLine::pairs).sum(),
                    lines.stream().mapToInt(TypeLine::writes).sum(),
                    lines.stream().mapToInt(TypeLine::falseConflicts).sum(),
                    lines.stream().mapToInt(TypeLine::missed).sum());
        }
    }
}
