package io.noclobber.conformance.tool;

import io.noclobber.conformance.database.Disguise;
import io.noclobber.conformance.database.PrefixedDriver;
import io.noclobber.internal.sql.SqlAnalyser;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A driver that hands everything to the real one but writes: these it notes, and answers as if each had met one row. So nothing is
 * ever written through it. Confined to one thread.
 */
final class NotingDriver extends PrefixedDriver {
    private static final String PREFIX = "jdbc:noted:";
    private static final String JDBC = "jdbc:";

    private final boolean writable;
    private final List<Noted> notes = new ArrayList<>();

    /** @param writable whether connections are not read-only that say so: this program has opened their files like that */
    NotingDriver(boolean writable) {
        super(PREFIX);
        this.writable = writable;
    }

    /**
     * A write that was not sent.
     *
     * @param values what was bound, by position
     */
    record Noted(String text, SortedMap<Integer, String> values) {}

    /** The URL by which this driver reaches the database of {@code url}. */
    static String url(String url) {
        return PREFIX + url.substring(JDBC.length());
    }

    List<Noted> notes() {
        return List.copyOf(notes);
    }

    @Override
    protected Connection open(String rest, Properties properties) throws SQLException {
        Connection real = DriverManager.getConnection(JDBC + rest, properties);
        SqlAnalyser analyser = UnderstoodText.analyser(real);
        return Disguise.of(Connection.class, (proxy, method, arguments) -> {
            if (writable && method.getName().equals("isReadOnly")) {
                return false;
            }
            Object answer = Disguise.call(real, method, arguments);
            if (answer instanceof PreparedStatement statement
                    && arguments != null
                    && isNoted(analyser, (String) arguments[0])) {
                return noting(
                        PreparedStatement.class,
                        statement,
                        analyser,
                        new Noted((String) arguments[0], new TreeMap<>()));
            }
            return answer instanceof Statement statement && method.getName().equals("createStatement")
                    ? noting(Statement.class, statement, analyser, null)
                    : answer;
        });
    }

    private static boolean isNoted(SqlAnalyser analyser, String text) {
        return UnderstoodText.of(analyser, text).mayWrite();
    }

    /** @param prepared what it will be once it is executed; {@code null} for a statement that is given its text then */
    private <T extends Statement> T noting(Class<T> type, T real, SqlAnalyser analyser, @Nullable Noted prepared) {
        return Disguise.of(type, (proxy, method, arguments) -> {
            String name = method.getName();
            if (prepared != null
                    && name.startsWith("set")
                    && arguments != null
                    && arguments[0] instanceof Integer at
                    && arguments.length > 1) {
                prepared.values().put(at, name.equals("setNull") ? "NULL" : String.valueOf(arguments[1]));
            }
            Noted note = prepared != null ? prepared : given(analyser, arguments);
            if (name.startsWith("execute") && note != null) {
                notes.add(note);
                return answer(method);
            }
            return name.equals("getUpdateCount") && prepared != null ? 1 : Disguise.call(real, method, arguments);
        });
    }

    private static @Nullable Noted given(SqlAnalyser analyser, @Nullable Object @Nullable [] arguments) {
        return arguments != null
                        && arguments.length > 0
                        && arguments[0] instanceof String text
                        && isNoted(analyser, text)
                ? new Noted(text, new TreeMap<>())
                : null;
    }

    private static Object answer(Method method) throws SQLException {
        return switch (method.getName()) {
            case "executeUpdate" -> 1;
            case "executeLargeUpdate" -> 1L;
            case "execute" -> false;
            default -> throw new SQLFeatureNotSupportedException("a write that gives rows is not explained");
        };
    }
}
