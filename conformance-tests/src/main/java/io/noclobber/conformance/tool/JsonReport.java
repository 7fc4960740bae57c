package io.noclobber.conformance.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report for programs. Stateless. */
final class JsonReport {
    private JsonReport() {}

    static String of(RunReport report) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("format", 1);
        all.put("verdict", report.verdict());
        all.put("exitCode", report.exit().code());
        all.put("headline", report.headline());
        all.put("control", report.control().toString());
        all.put("started", report.started().toString());
        all.put("seconds", report.totalSeconds());
        all.put("subject", report.subject().facts());
        all.put("options", report.options());
        all.put("seed", report.seed());
        all.put("environment", RunReport.environment());
        all.put("settings", report.remarks().stream().map(JsonReport::remark).toList());
        all.put("behaviour", report.behaviour());
        all.put("open", report.open().stream().map(Group::toString).toList());
        all.put(
                "groups",
                report.groups().stream().map(group -> group(report, group)).toList());
        all.put("measured", report.published());
        all.put("findings", findings(report));
        all.put("tooLong", unanswered(report, Outcome.TOO_LONG, RunReport.TOO_LONG_MEANING, RunReport.TOO_LONG_ADVICE));
        all.put(
                "connectionLost",
                unanswered(report, Outcome.CONNECTION_LOST, RunReport.LOST_MEANING, RunReport.LOST_ADVICE));
        all.put("tests", report.tried().stream().map(JsonReport::test).toList());
        return text(all) + "\n";
    }

    private static Map<String, Object> remark(Remark remark) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", remark.kind().name().toLowerCase(Locale.ROOT));
        fields.put("setting", remark.setting());
        fields.put("means", remark.meaning());
        fields.put("toDo", remark.advice());
        return fields;
    }

    private static Map<String, Object> group(RunReport report, Group group) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", group.toString());
        fields.put("title", group.title());
        fields.put("result", result(report, group));
        fields.put("held", report.of(group, Outcome.HELD).size());
        fields.put("failed", report.of(group, Outcome.FAILED).size());
        fields.put("notTried", report.of(group, Outcome.NOT_TRIED).size());
        fields.put("tooLong", report.of(group, Outcome.TOO_LONG).size());
        fields.put("connectionLost", report.of(group, Outcome.CONNECTION_LOST).size());
        fields.put("seconds", report.seconds().getOrDefault(group, 0.0));
        return fields;
    }

    private static String result(RunReport report, Group group) {
        return switch (report.result(group)) {
            case HELD -> "held";
            case FAILED -> "failed";
            case NOT_TRIED -> "not tried";
            case TOO_LONG -> "too long";
            case CONNECTION_LOST -> "connection lost";
        };
    }

    private static List<Map<String, Object>> findings(RunReport report) {
        List<Map<String, Object>> findings = new ArrayList<>();
        for (Tried test : report.tried()) {
            if (test.outcome() == Outcome.FAILED) {
                findings.add(finding(test, RunReport.happened(test), RunReport.meaning(test), report.advice(test)));
            }
        }
        return findings;
    }

    private static List<Map<String, Object>> unanswered(
            RunReport report, Outcome outcome, String means, String advice) {
        return report.tried().stream()
                .filter(test -> test.outcome() == outcome)
                .map(test -> finding(test, test.detail(), means, advice))
                .toList();
    }

    private static Map<String, Object> finding(Tried test, String happened, String means, String advice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("group", test.group().toString());
        fields.put("tried", test.sentence());
        fields.put("happened", happened);
        fields.put("means", means);
        fields.put("toDo", advice);
        fields.put("test", test.contract() + "." + test.name());
        return fields;
    }

    private static Map<String, Object> test(Tried test) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("group", test.group().toString());
        fields.put("contract", test.contract());
        fields.put("name", test.name());
        fields.put("outcome", test.outcome().name().toLowerCase(Locale.ROOT));
        fields.put("millis", test.millis());
        if (!test.detail().isEmpty()) {
            fields.put("detail", test.detail());
        }
        return fields;
    }

    private static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JsonReport::text).collect(Collectors.joining(",\n", "[", "]"));
        }
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.3f", number);
        }
        return value instanceof Number ? value.toString() : quoted(String.valueOf(value));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
