package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.NoclobberDriver;
import io.noclobber.row.ColumnName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * For each type that the driver says its database has: a row that nobody has changed is written, and one of which somebody has
 * changed the value is not, however small the change. A type whose values cannot be compared is left out of the guard and
 * named in the statistics.
 */
public abstract class ReportedTypeContract extends Contract {
    private static final String READ = "SELECT id, c, n FROM {typed} WHERE id = ?";
    private static final String WRITE = "UPDATE {typed} SET n = n + 1 WHERE id = ?";

    private int tables;
    private int states;

    @TestFactory
    Stream<DynamicTest> value_ofEachReportedType_isComparedExactly(TestReporter reporter) throws SQLException {
        return types().stream()
                .map(type -> DynamicTest.dynamicTest(type.name(), () -> {
                    String result = check(type);
                    reporter.publishEntry("type " + type.name(), result);
                }));
    }

    private List<ReportedType> types() throws SQLException {
        Map<String, ReportedType> types = new LinkedHashMap<>();
        try (ResultSet rows = bob.connection().getMetaData().getTypeInfo()) {
            while (rows.next()) {
                ReportedType type = new ReportedType(
                        rows.getString("TYPE_NAME"), rows.getInt("DATA_TYPE"), rows.getString("CREATE_PARAMS"));
                if (type.isOrdinary()) {
                    types.putIfAbsent(type.name(), type);
                }
            }
        }
        return new ArrayList<>(types.values());
    }

    /** What is done with the type, in a word or two. */
    private String check(ReportedType type) throws SQLException {
        String table = "typed" + ++tables;
        create(table, "id INT NOT NULL PRIMARY KEY, n INT, c " + type.declaration());
        List<Object> samples = storable(table, type);
        if (samples.size() < 2) {
            abort("the database takes none of our samples for " + type.declaration());
        }
        boolean leftOut = false;
        for (int i = 0; i < samples.size(); i++) {
            set(table, samples.get(i));
            read(table, type);
            assertThat(write(table)).as("unchanged %s", samples.get(i)).isOne();
            assertThat(write(table))
                    .as("unchanged %s, after an own write", samples.get(i))
                    .isOne();
            read(table, type);
            Object other = samples.get((i + 1) % samples.size());
            String before = stored(table);
            set(table, other);
            if (before.equals(stored(table))) {
                continue;
            }
            if (isLeftOut(table)) {
                leftOut = true;
                assertThat(write(table)).as("a column that is left out").isOne();
            } else {
                refused(() -> write(table));
            }
            nullThenValue(table, type, other);
        }
        return leftOut ? "left out: " + reason(table) : "compared";
    }

    private void nullThenValue(String table, ReportedType type, Object value) throws SQLException {
        try {
            bob.write("UPDATE {" + table + "} SET c = NULL WHERE id = 1");
        } catch (SQLException never) {
            // BIT of some engines, for one
            return;
        }
        read(table, type);
        String before = stored(table);
        set(table, value);
        if (!before.equals(stored(table)) && !isLeftOut(table)) {
            refused(() -> write(table));
        }
    }

    /** Some types store two of our samples as one value; those that give no text are not among them. */
    private String stored(String table) {
        try {
            return String.valueOf(bob.read("SELECT c FROM {" + table + "} WHERE id = 1"));
        } catch (SQLException noText) {
            return "state " + ++states;
        }
    }

    private List<Object> storable(String table, ReportedType type) throws SQLException {
        bob.write("INSERT INTO {" + table + "} (id, n) VALUES (1, 0)");
        List<Object> stored = new ArrayList<>();
        for (Object sample : type.samples()) {
            try {
                set(table, sample);
                stored.add(sample);
            } catch (SQLException refused) {
                // by its type, or for its length
                continue;
            }
        }
        return stored;
    }

    private void set(String table, Object value) throws SQLException {
        try (PreparedStatement statement = bob.prepare("UPDATE {" + table + "} SET c = ? WHERE id = 1")) {
            statement.setObject(1, value);
            assertThat(statement.executeUpdate()).isOne();
        }
    }

    /** Bytes as bytes: not every driver gives a text for them. */
    private void read(String table, ReportedType type) throws SQLException {
        try (PreparedStatement statement = alice.prepare(READ.replace("typed", table))) {
            statement.setInt(1, 1);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                Object value = type.isBinary() ? rows.getBytes(2) : rows.getString(2);
                assertThat(value == null).isEqualTo(rows.wasNull());
            }
        }
    }

    private int write(String table) throws SQLException {
        return alice.write(WRITE.replace("typed", table), 1);
    }

    private boolean isLeftOut(String table) {
        return !reason(table).isEmpty();
    }

    private String reason(String table) {
        String name = bob.sql("{" + table + "}");
        for (Map.Entry<ColumnName, String> column :
                NoclobberDriver.counts().columnsExcluded().entrySet()) {
            if (column.getKey().table().name().equalsIgnoreCase(name)) {
                return column.getValue();
            }
        }
        return "";
    }
}
