package io.noclobber.conformance.tool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the JSON report of an earlier run says. Immutable.
 *
 * @param verdict such as {@code does not conform}
 * @param exitCode that of the run
 * @param headline the verdict in one sentence
 * @param control {@code none}, or how the guard was switched off
 * @param seconds how long it took
 * @param subject database, driver and the like, by label
 * @param environment where it was run, by label
 * @param options those of noclobber
 * @param gaps what the database itself lets pass
 * @param groups those that were run, by their names
 * @param measured what tests have told of themselves
 * @param failures the tests that failed, as sentences
 */
record StoredReport(
        String verdict,
        int exitCode,
        String headline,
        String control,
        double seconds,
        Map<String, String> subject,
        Map<String, String> environment,
        Map<String, String> options,
        List<String> gaps,
        Map<String, Counts> groups,
        Map<String, String> measured,
        List<String> failures) {

    StoredReport {
        subject = inOrder(subject);
        environment = inOrder(environment);
        options = inOrder(options);
        gaps = List.copyOf(gaps);
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        measured = inOrder(measured);
        failures = List.copyOf(failures);
    }

    private static Map<String, String> inOrder(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** How many tests of a group came out how. Immutable. */
    record Counts(int held, int failed, int notTried, int tooLong, int connectionLost) {
        /** All of them together. */
        int all() {
            return held + failed + notTried + tooLong + connectionLost;
        }
    }

    /** Whether nothing was guarded, so that its result is none of noclobber. */
    boolean isControl() {
        return !control.equals("none");
    }

    /** The names of the groups of which nothing came to be tried. */
    List<String> open() {
        return groups.entrySet().stream()
                .filter(group -> group.getValue().held() + group.getValue().failed() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when {@code json} is none of this program
     */
    static StoredReport read(String json) {
        Map<?, ?> all = map(JsonReader.read(json), "the report");
        if (number(all, "format") != 1) {
            throw new IllegalArgumentException("its format is not 1, but " + all.get("format"));
        }
        Map<String, Counts> groups = new LinkedHashMap<>();
        for (Object each : list(all, "groups")) {
            Map<?, ?> group = map(each, "groups");
            groups.put(
                    text(group, "id"),
                    new Counts(
                            number(group, "held"),
                            number(group, "failed"),
                            number(group, "notTried"),
                            // reports of before have none
                            group.get("tooLong") == null ? 0 : number(group, "tooLong"),
                            group.get("connectionLost") == null ? 0 : number(group, "connectionLost")));
        }
        List<String> failures = new ArrayList<>();
        for (Object each : list(all, "findings")) {
            failures.add(text(map(each, "findings"), "tried"));
        }
        return new StoredReport(
                text(all, "verdict"),
                number(all, "exitCode"),
                text(all, "headline"),
                text(all, "control"),
                decimal(all, "seconds"),
                texts(all, "subject"),
                texts(all, "environment"),
                texts(all, "options"),
                gaps(all),
                groups,
                texts(all, "measured"),
                failures);
    }

    private static List<String> gaps(Map<?, ?> all) {
        List<String> gaps = new ArrayList<>();
        for (Object each : list(all, "settings")) {
            Map<?, ?> remark = map(each, "settings");
            if (text(remark, "kind").equals("gap")) {
                gaps.add(text(remark, "means"));
            }
        }
        return gaps;
    }

    private static Map<?, ?> map(@Nullable Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(name + " is no object, but " + value);
    }

    private static List<?> list(Map<?, ?> fields, String name) {
        if (fields.get(name) instanceof List<?> list) {
            return list;
        }
        throw missing(name);
    }

    private static String text(Map<?, ?> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw missing(name);
    }

    private static double decimal(Map<?, ?> fields, String name) {
        if (fields.get(name) instanceof Double number) {
            return number;
        }
        throw missing(name);
    }

    private static int number(Map<?, ?> fields, String name) {
        return (int) decimal(fields, name);
    }

    private static Map<String, String> texts(Map<?, ?> fields, String name) {
        return map(fields.get(name), name).entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()),
                        entry -> String.valueOf(entry.getValue()),
                        (one, other) -> other,
                        LinkedHashMap::new));
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("it has no " + name);
    }
}
