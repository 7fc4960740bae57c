package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a series of calls gave, one line a call, to be compared with what another connection gives. Confined to one thread. */
final class Notes {
    /** What differs from connection to connection and from table to table, and the text that H2 quotes. */
    private static final Pattern NUMBERED = Pattern.compile(
            "(?<=id: )\\d+|\\[B@\\w+|\\(conn=\\d+\\)|SYS_(PK|CT|IDX)_\\w+|SQL\\d{10,}\\S*|INTEG_\\d+|PRIMARY_KEY_\\w+|CONSTRAINT_\\w+|SQL statement:[^\\[]*");

    private final List<String> lines = new ArrayList<>();

    /** A call whose outcome is noted. */
    @FunctionalInterface
    interface Call {
        @Nullable Object run() throws SQLException;
    }

    /** A call that gives nothing. */
    @FunctionalInterface
    interface Action {
        void run() throws SQLException;
    }

    void note(String name, Call call) {
        String outcome;
        try {
            Object result = call.run();
            outcome = result instanceof int[] counts ? Arrays.toString(counts) : text(result);
        } catch (SQLException e) {
            outcome = e.getClass().getName() + " " + e.getSQLState() + " " + e.getErrorCode() + " " + message(e);
        } catch (RuntimeException e) {
            // without the message: a JVM that throws the same one often enough drops it
            outcome = e.getClass().getName();
        }
        lines.add(name + " -> " + NUMBERED.matcher(outcome).replaceAll("…"));
    }

    /** Without the text that DuckDB quotes: of a guarded write it is another one. */
    private static String message(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        int quoted = message.indexOf("\n\nLINE 1: ");
        return quoted < 0 ? message : message.substring(0, quoted);
    }

    void done(String name, Action action) {
        note(name, () -> {
            action.run();
            return "done";
        });
    }

    private static String text(@Nullable Object result) {
        if (result instanceof ResultSet) {
            return "rows";
        }
        return result == null ? "null" : result.getClass().getName() + " " + result;
    }

    List<String> lines() {
        return lines;
    }

    /** Asserts that each call gave the same. */
    static void assertSame(List<String> bare, List<String> guarded) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < bare.size(); i++) {
            if (!bare.get(i).equals(guarded.get(i))) {
                differences.add("bare: " + bare.get(i) + "\nguarded: " + guarded.get(i));
            }
        }
        assertThat(differences).isEmpty();
    }
}
