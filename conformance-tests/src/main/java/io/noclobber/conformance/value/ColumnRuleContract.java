package io.noclobber.conformance.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.EngineUnavailableException;
import io.noclobber.dialect.Capture;
import io.noclobber.dialect.ColumnRule;
import io.noclobber.dialect.Dialects;
import io.noclobber.internal.catalog.Catalog;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.KeyOption;
import io.noclobber.internal.catalog.Lookup;
import io.noclobber.internal.catalog.NamePart;
import io.noclobber.internal.catalog.Table;
import io.noclobber.internal.guard.FetchedRow;
import io.noclobber.row.ValueDigest;
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
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    @TestFactory
    Stream<DynamicTest> valueThatTheApplicationFetched_byAnyGetter_isWhatWouldBeCaptured() {
        return types().stream()
                .filter(samples -> samples.unguarded() == null)
                .map(samples -> DynamicTest.dynamicTest("type " + samples.type(), () -> checkFetched(samples)));
    }

    private void checkFetched(TypeSamples samples) throws SQLException {
        execute("CREATE TABLE nc_value (id INT NOT NULL PRIMARY KEY, c " + samples.type() + ")");
        try {
            store(samples);
            Column column = column();
            Set<Getter> exact = EnumSet.noneOf(Getter.class);
            List<String> wrong = new ArrayList<>();
            List<Map<Integer, Object>> captured = read(column);
            try (PreparedStatement statement = connection.prepareStatement("SELECT id, c FROM nc_value ORDER BY id")) {
                for (Getter getter : Getter.values()) {
                    for (Map<Integer, Object> expected : captured) {
                        Map<Integer, Object> fetched = fetch(statement, getter, column);
                        if (!fetched.isEmpty()) {
                            exact.add(getter);
                        }
                        fetched.forEach((id, value) -> {
                            if (!column.rule().same(value, expected.get(id))) {
                                wrong.add(getter + " " + value + " instead of " + expected.get(id));
                            }
                        });
                    }
                }
            }
            assertThat(wrong).as("%s by %s", column.type(), column.rule()).isEmpty();
            assertThat(exact)
                    .as("%s by %s", column.type(), column.rule())
                    .containsAll(ownGetters(column.rule().capture()));
        } finally {
            execute("DROP TABLE nc_value");
        }
    }

    private static Map<Integer, Object> fetch(PreparedStatement statement, Getter getter, Column column)
            throws SQLException {
        Map<Integer, Object> fetched = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Object value = getter.fetched(rows, column);
                if (value != null) {
                    fetched.put(rows.getInt(1), value);
                }
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
                    BYTES,
                    LOB_BYTES,
                    DURATION,
                    ARRAY_TEXT,
                    DOUBLES_TEXT,
                    FLOATS_TEXT,
                    WHOLE_NUMBER,
                    BINARY_FLOAT,
                    SERIALIZED -> EnumSet.noneOf(Getter.class);
        };
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
            // of a value too long to be kept there is nothing to bind: it is compared on the locked row
            if (column.rule().comparison() == ColumnRule.Comparison.PREDICATE && !(captured instanceof ValueDigest)) {
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
