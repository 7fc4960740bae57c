package io.noclobber.conformance.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.dialect.Capture;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.guard.FetchedRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the application fetched by any getter is what would have been captured, or nothing is known of it. Stateless. */
final class FetchCheck {
    /** More often than any driver needs to change how it transfers the rows of a statement. */
    private static final int FETCHES = 7;

    private FetchCheck() {}

    /** @param plain whether what a plain statement reads is as exact as what a prepared one reads */
    static void run(Connection connection, String table, Column column, TypeSamples samples, boolean plain)
            throws SQLException {
        Map<Integer, Object> captured =
                RuleCheck.read(connection, table, column, FETCHES).get(FETCHES - 1);
        captured.keySet().removeIf(samples::isExcepted);
        String query = "SELECT id, c FROM " + table + " ORDER BY id";
        Set<Getter> exact = EnumSet.noneOf(Getter.class);
        List<String> wrong = new ArrayList<>();
        try (PreparedStatement prepared = connection.prepareStatement(query);
                Statement statement = connection.createStatement()) {
            for (Getter getter : Getter.values()) {
                try (ResultSet rows = prepared.executeQuery()) {
                    Map<Integer, Object> fetched = fetch(rows, getter, column);
                    if (!fetched.isEmpty()) {
                        exact.add(getter);
                    }
                    compare(getter, fetched, captured, column, wrong);
                }
                if (plain) {
                    try (ResultSet rows = statement.executeQuery(query)) {
                        compare(getter, fetch(rows, getter, column), captured, column, wrong);
                    }
                }
            }
        }
        assertThat(wrong).as("%s by %s", column.type(), column.rule()).isEmpty();
        assertThat(exact)
                .as("%s by %s", column.type(), column.rule())
                .containsAll(ownGetters(column.rule().capture()));
    }

    private static void compare(
            Getter getter,
            Map<Integer, Object> fetched,
            Map<Integer, Object> captured,
            Column column,
            List<String> wrong) {
        captured.forEach((id, value) -> {
            Object other = fetched.get(id);
            if (other != null && !column.rule().same(other, value)) {
                wrong.add(getter + " " + other + " instead of " + value);
            }
        });
    }

    /** A getter of an application, and what is told of its value. */
    private enum Getter {
        BYTE((rows, fetched) -> fetched.whole(rows, 2, rows.getByte(2))),
        SHORT((rows, fetched) -> fetched.whole(rows, 2, rows.getShort(2))),
        INT((rows, fetched) -> fetched.whole(rows, 2, rows.getInt(2))),
        LONG((rows, fetched) -> fetched.whole(rows, 2, rows.getLong(2))),
        FLOAT((rows, fetched) -> fetched.single(rows, 2, rows.getFloat(2))),
        DOUBLE((rows, fetched) -> fetched.real(rows, 2, rows.getDouble(2))),
        BOOLEAN((rows, fetched) -> fetched.bool(rows, 2, rows.getBoolean(2))),
        DECIMAL((rows, fetched) -> fetched.decimal(2, rows.getBigDecimal(2))),
        STRING((rows, fetched) -> fetched.text(2, rows.getString(2))),
        OBJECT((rows, fetched) -> fetched.object(2, rows.getObject(2))),
        LOCAL_DATE((rows, fetched) -> fetched.object(2, LocalDate.class, rows.getObject(2, LocalDate.class))),
        LOCAL_TIME((rows, fetched) -> fetched.object(2, LocalTime.class, rows.getObject(2, LocalTime.class))),
        LOCAL_DATE_TIME(
                (rows, fetched) -> fetched.object(2, LocalDateTime.class, rows.getObject(2, LocalDateTime.class))),
        OFFSET_TIME((rows, fetched) -> fetched.object(2, OffsetTime.class, rows.getObject(2, OffsetTime.class))),
        OFFSET_DATE_TIME(
                (rows, fetched) -> fetched.object(2, OffsetDateTime.class, rows.getObject(2, OffsetDateTime.class)));

        private interface Fetch {
            void from(ResultSet rows, FetchedRow fetched) throws SQLException;
        }

        private final Fetch fetch;

        Getter(Fetch fetch) {
            this.fetch = fetch;
        }

        /** What is known of the column afterwards; nothing where the driver refuses. */
        @Nullable Object fetched(ResultSet rows, Column column) {
            FetchedRow fetched =
                    new FetchedRow(new Capture[] {null, null, column.rule().capture()});
            try {
                fetch.from(rows, fetched);
            } catch (SQLException | RuntimeException refused) {
                return null;
            }
            return fetched.value(2);
        }
    }

    private static Map<Integer, Object> fetch(ResultSet rows, Getter getter, Column column) throws SQLException {
        Map<Integer, Object> fetched = new TreeMap<>();
        while (rows.next()) {
            Object value = getter.fetched(rows, column);
            if (value != null) {
                fetched.put(rows.getInt(1), value);
            }
        }
        return fetched;
    }

    /** Those that a value of the type is fetched by, so that nothing is fetched twice. */
    private static Set<Getter> ownGetters(Capture capture) {
        return switch (capture) {
            case BOOLEAN -> EnumSet.of(Getter.BOOLEAN, Getter.OBJECT);
            case INTEGER -> EnumSet.of(Getter.INT, Getter.LONG, Getter.OBJECT);
            case LONG -> EnumSet.of(Getter.LONG, Getter.OBJECT);
            case DECIMAL -> EnumSet.of(Getter.DECIMAL, Getter.OBJECT);
            case FLOAT -> EnumSet.of(Getter.FLOAT, Getter.OBJECT);
            case DOUBLE -> EnumSet.of(Getter.DOUBLE, Getter.OBJECT);
            case STRING, LOB_TEXT -> EnumSet.of(Getter.STRING);
            case LOCAL_DATE, LOCAL_DATE_OR_TEXT -> EnumSet.of(Getter.LOCAL_DATE);
            case LOCAL_TIME -> EnumSet.of(Getter.LOCAL_TIME);
            case LOCAL_DATE_TIME, LOCAL_DATE_TIME_OR_TEXT -> EnumSet.of(Getter.LOCAL_DATE_TIME);
            case OFFSET_TIME -> EnumSet.of(Getter.OFFSET_TIME);
            case OFFSET_DATE_TIME -> EnumSet.of(Getter.OFFSET_DATE_TIME);
            case OBJECT,
                    OBJECT_BEFORE_TEXT,
                    BYTES,
                    LOB_BYTES,
                    DURATION,
                    ARRAY_TEXT,
                    INTERVAL_TEXT,
                    INTERVALS_TEXT,
                    DOUBLES_TEXT,
                    FLOATS_TEXT,
                    SERIALIZED,
                    WHOLE_NUMBER,
                    BINARY_FLOAT,
                    OFFSET_TIME_OR_TEXT,
                    BYTEA_TEXT,
                    INSTANT_BY_MICROSECONDS,
                    LOCAL_DATE_TIME_BY_UTC,
                    GREGORIAN_DATE_OR_TEXT,
                    GREGORIAN_DATE_TIME_OR_TEXT,
                    STRUCTURE -> EnumSet.noneOf(Getter.class);
        };
    }
}
