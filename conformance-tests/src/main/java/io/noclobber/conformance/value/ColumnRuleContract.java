package io.noclobber.conformance.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.dialect.ColumnRule;
import io.noclobber.dialect.Dialects;
import io.noclobber.internal.catalog.Catalog;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.KeyOption;
import io.noclobber.internal.catalog.Lookup;
import io.noclobber.internal.catalog.NamePart;
import io.noclobber.internal.catalog.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * A value that was captured by its column's rule finds the row that still holds it and no row that
 * holds another value of the type or NULL, however small the difference. Runs in a time zone in which
 * some times of day do not exist.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ColumnRuleContract {
    /** More often than any driver needs to change how it transfers the rows of a statement. */
    private static final int READS = 7;

    private final Engine engine;
    private final TimeZone zone = TimeZone.getDefault();
    private Connection connection;

    /** The contract for {@code engine}. */
    protected ColumnRuleContract(Engine engine) {
        this.engine = engine;
    }

    /** All types of the engine. */
    protected abstract List<TypeSamples> types();

    /** What must be there before: domains, collations. */
    protected List<String> preparation() {
        return List.of();
    }

    /** Opens the connection to test on. */
    protected Connection connect(Database database) throws SQLException {
        return database.connect();
    }

    @BeforeAll
    void open() throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            connection = connect(engine.database());
        } catch (EngineUnavailableException e) {
            abort(e.getMessage());
        }
        for (String statement : preparation()) {
            execute(statement);
        }
    }

    @AfterAll
    void close() throws SQLException {
        TimeZone.setDefault(zone);
        if (connection != null) {
            connection.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> capturedValue_ofEachType_findsItsOwnRowOnly() {
        return types().stream().map(samples -> DynamicTest.dynamicTest("type " + samples.type(), () -> check(samples)));
    }

    private void check(TypeSamples samples) throws SQLException {
        execute("CREATE TABLE nc_value (id INT NOT NULL PRIMARY KEY, c " + samples.type() + ")");
        try {
            store(samples);
            Column column = column();
            if (samples.unguarded() != null) {
                assertThat(column.rule().comparison()).as(samples.unguarded()).isEqualTo(ColumnRule.Comparison.NONE);
                return;
            }
            assertThat(column.rule().comparison()).as("%s", column.type()).isNotEqualTo(ColumnRule.Comparison.NONE);
            List<String> wrong = new ArrayList<>();
            List<Map<Integer, Object>> reads = read(column);
            for (int id = 1; id <= samples.values().size(); id++) {
                String value = samples.values().get(id - 1).toString();
                boolean exact = tellsApart(column, reads, id, value, wrong);
                if (samples.exceptions().containsKey(value)) {
                    assertThat(exact).as("%s is listed as an exception", value).isFalse();
                    wrong.removeIf(line -> line.startsWith(value + " "));
                }
            }
            assertThat(wrong).as("%s by %s", column.type(), column.rule()).isEmpty();
        } finally {
            execute("DROP TABLE nc_value");
        }
    }

    /** Checks one value against all, in the form of its first read and of its last. */
    private boolean tellsApart(
            Column column, List<Map<Integer, Object>> reads, int id, String value, List<String> wrong)
            throws SQLException {
        int before = wrong.size();
        Map<Integer, Object> first = reads.get(0);
        Map<Integer, Object> last = reads.get(READS - 1);
        for (Map<Integer, Object> read : List.of(first, last)) {
            Object captured = read.get(id);
            if (captured == null) {
                wrong.add(value + " was read as NULL");
                continue;
            }
            if (column.rule().comparison() == ColumnRule.Comparison.PREDICATE) {
                List<Integer> found = find(column, captured);
                if (!found.equals(List.of(id))) {
                    wrong.add(value + " read as " + captured + " finds " + found + " instead of " + id);
                }
            }
            for (Map.Entry<Integer, Object> other : last.entrySet()) {
                if (column.rule().same(captured, other.getValue()) != (other.getKey() == id)) {
                    wrong.add(value + " read as " + captured + " against " + other);
                }
            }
        }
        return wrong.size() == before;
    }

    private List<Integer> find(Column column, Object captured) throws SQLException {
        ColumnRule rule = column.rule();
        StringBuilder sql = new StringBuilder("SELECT t.id FROM nc_value t WHERE t.id >= 0 AND ");
        rule.render(sql, "t." + column.sqlName());
        List<Integer> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 1; i <= rule.bindings(); i++) {
                rule.binding().bind(statement, i, captured);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getInt(1));
                }
            }
        }
        return found;
    }

    private List<Map<Integer, Object>> read(Column column) throws SQLException {
        List<Map<Integer, Object>> reads = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT id, c FROM nc_value ORDER BY id")) {
            for (int i = 0; i < READS; i++) {
                Map<Integer, Object> read = new TreeMap<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        Object value = column.rule().capture().read(rows, 2);
                        if (value != null) {
                            read.put(rows.getInt(1), value);
                        }
                    }
                }
                reads.add(read);
            }
        }
        return reads;
    }

    /** One row a value, numbered from 1; row 0 holds NULL. */
    private void store(TypeSamples samples) throws SQLException {
        insert(0, "NULL");
        int id = 1;
        for (Object value : samples.values()) {
            insert(id++, value);
        }
    }

    private void insert(int id, Object value) throws SQLException {
        boolean literal = value instanceof String;
        String sql = "INSERT INTO nc_value (id, c) VALUES (" + id + ", " + (literal ? value : "?") + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (!literal) {
                statement.setObject(1, value);
            }
            statement.executeUpdate();
        }
    }

    private Column column() throws SQLException {
        Catalog catalog = new Catalog(Dialects.of(connection), System::nanoTime);
        Table table = catalog.find(connection, new Lookup(KeyOption.NONE), List.of(new NamePart("nc_value", false)));
        assertThat(table).as("the table of the samples").isNotNull();
        Column column = table.column("c", false);
        assertThat(column).as("the column of the samples").isNotNull();
        return column;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
