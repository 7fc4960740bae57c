package io.noclobber.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.dialect.ColumnRule.Comparison;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The texts of the dialects for which there is no server to test on, run by H2 in the mode that is named after their
 * database, for the types that H2 has there: a value finds its own row and none that differs a little. Functions that
 * H2 lacks stand in by what their documentation says. It shows that the texts are well-formed, bind what they capture
 * and tell values apart; not that the real server does.
 */
class CompatibilityModeTest {
    private static final Engine ORACLE = new Engine(
            new OracleDialect(),
            "Oracle",
            "CREATE ALIAS TO_CLOB FOR '" + Functions.class.getName() + ".text'",
            "CREATE SCHEMA DBMS_LOB",
            "CREATE ALIAS DBMS_LOB.COMPARE FOR '" + Functions.class.getName() + ".compare'");
    private static final Engine SQL_SERVER = new Engine(
            new SqlServerDialect(),
            "MSSQLServer",
            "CREATE ALIAS DATALENGTH FOR '" + Functions.class.getName() + ".length'");
    private static final Engine DB2 =
            new Engine(new Db2Dialect(), "DB2", "CREATE ALIAS HEX FOR '" + Functions.class.getName() + ".hex'");

    private static final String[] TEXTS = {
        "''", "' '", "'a'", "'A'", "'a '", "'a  '", "'\u00e1'", "'ab'", "'\u00df'", "'ss'", "'i'", "'\u0131'"
    };
    private static final String[] DECIMALS = {"0", "0.01", "-0.01", "1.00", "1.01"};
    private static final String[] TIMES = {
        "TIMESTAMP '2024-03-10 02:30:00'",
        "TIMESTAMP '2024-03-10 03:30:00'",
        "TIMESTAMP '2024-03-10 03:30:00.000001'",
        "TIMESTAMP '1582-10-10 00:00:00'"
    };

    /** A database that H2 takes the place of, with the functions of it that H2 lacks. */
    private record Engine(Dialect dialect, String mode, List<String> functions) {
        Engine(Dialect dialect, String mode, String... functions) {
            this(dialect, mode, List.of(functions));
        }

        Connection open() throws SQLException {
            Connection connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=" + mode, "sa", "");
            try (Statement statement = connection.createStatement()) {
                for (String function : functions) {
                    statement.execute(function);
                }
            }
            return connection;
        }
    }

    /** A type as DDL spells it and as the metadata of the real server describes it, with values that differ a little. */
    private record Samples(Engine engine, String ddl, ColumnType type, List<String> values) {
        Samples(Engine engine, String ddl, int jdbcType, String typeName, int size, int scale, String... values) {
            this(engine, ddl, new ColumnType("C", jdbcType, typeName, size, scale, ""), List.of(values));
        }
    }

    private static final List<Samples> UNDERSTOOD = List.of(
            new Samples(ORACLE, "NUMBER(10,2)", Types.NUMERIC, "NUMBER", 10, 2, DECIMALS),
            new Samples(ORACLE, "NUMBER(38)", Types.NUMERIC, "NUMBER", 38, 0, "0", "1", "9007199254740993"),
            new Samples(ORACLE, "VARCHAR2(20)", Types.VARCHAR, "VARCHAR2", 20, 0, nonEmpty()),
            new Samples(ORACLE, "CHAR(5)", Types.CHAR, "CHAR", 5, 0, "'a'", "'A'", "'\u00e1'", "'ab'"),
            new Samples(ORACLE, "DATE", Types.TIMESTAMP, "DATE", 7, 0, TIMES[0], TIMES[1], TIMES[3]),
            new Samples(ORACLE, "TIMESTAMP(6)", Types.TIMESTAMP, "TIMESTAMP(6)", 11, 6, TIMES),
            new Samples(ORACLE, "RAW(20)", Types.VARBINARY, "RAW", 20, 0, "X'00'", "X'0000'", "X'01'"),
            new Samples(SQL_SERVER, "BIT", Types.BIT, "bit", 1, 0, "TRUE", "FALSE"),
            new Samples(SQL_SERVER, "BIGINT", Types.BIGINT, "bigint", 19, 0, "0", "9007199254740993"),
            new Samples(SQL_SERVER, "DECIMAL(10,2)", Types.DECIMAL, "decimal", 10, 2, DECIMALS),
            new Samples(SQL_SERVER, "MONEY", Types.DECIMAL, "money", 19, 4, DECIMALS),
            new Samples(SQL_SERVER, "VARCHAR(20)", Types.VARCHAR, "varchar", 20, 0, TEXTS),
            new Samples(SQL_SERVER, "NVARCHAR(20)", Types.NVARCHAR, "nvarchar", 20, 0, TEXTS),
            new Samples(SQL_SERVER, "VARBINARY(20)", Types.VARBINARY, "varbinary", 20, 0, "X''", "X'00'", "X'0000'"),
            new Samples(
                    SQL_SERVER,
                    "UNIQUEIDENTIFIER",
                    Types.CHAR,
                    "uniqueidentifier",
                    36,
                    0,
                    "'00000000-0000-0000-0000-00000000000a'",
                    "'00000000-0000-0000-0000-00000000000b'"),
            new Samples(SQL_SERVER, "DATE", Types.DATE, "date", 10, 0, "DATE '2024-02-29'", "DATE '1582-10-10'"),
            new Samples(SQL_SERVER, "DATETIME2(6)", Types.TIMESTAMP, "datetime2", 26, 6, TIMES),
            new Samples(DB2, "INTEGER", Types.INTEGER, "INTEGER", 10, 0, "0", "1", "-1"),
            new Samples(DB2, "DECIMAL(10,2)", Types.DECIMAL, "DECIMAL", 10, 2, DECIMALS),
            new Samples(DB2, "VARCHAR(20)", Types.VARCHAR, "VARCHAR", 20, 0, TEXTS),
            new Samples(DB2, "CHAR(5)", Types.CHAR, "CHAR", 5, 0, "'a'", "'A'", "'\u00e1'", "'ab'"),
            new Samples(DB2, "DATE", Types.DATE, "DATE", 10, 0, "DATE '2024-02-29'", "DATE '1582-10-10'"),
            new Samples(DB2, "TIME", Types.TIME, "TIME", 8, 0, "TIME '02:30:00'", "TIME '03:30:00'"),
            new Samples(DB2, "TIMESTAMP(6)", Types.TIMESTAMP, "TIMESTAMP", 26, 6, TIMES));

    /** Predicates that H2 cannot run in any mode, each with the reason. */
    private static final Map<String, ColumnType> NOT_UNDERSTOOD = Map.of(
            "CONVERT has no style there", new ColumnType("C", Types.TIMESTAMP, "datetime", 23, 3, ""),
            "DATEPART has no TZOFFSET there", new ColumnType("C", -155, "datetimeoffset", 34, 7, ""));

    /** An empty string is NULL in Oracle, also in H2's mode. */
    private static String[] nonEmpty() {
        return Stream.of(TEXTS).filter(text -> !text.equals("''")).toArray(String[]::new);
    }

    /** What stands in for functions that H2 lacks; each gives NULL for NULL. Public, so that H2 finds them. */
    public static final class Functions {
        private Functions() {}

        /** TO_CLOB. */
        public static @Nullable String text(@Nullable String value) {
            return value;
        }

        /** DBMS_LOB.COMPARE: 0 where all characters are the same. */
        public static @Nullable Integer compare(@Nullable String one, @Nullable String other) {
            return one == null || other == null ? null : Integer.valueOf(one.equals(other) ? 0 : 1);
        }

        /** DATALENGTH: how many bytes there are, which for a text are those of UTF-8 here. */
        public static @Nullable Integer length(byte @Nullable [] value) {
            return value == null ? null : Integer.valueOf(value.length);
        }

        /** HEX: the bytes of a text. */
        public static @Nullable String hex(@Nullable String value) {
            return value == null ? null : HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    @TestFactory
    Stream<DynamicTest> value_ofEachTypeThatH2Has_findsItsOwnRow() {
        return UNDERSTOOD.stream()
                .map(samples -> DynamicTest.dynamicTest(
                        samples.engine().dialect().name() + " " + samples.ddl(), () -> check(samples)));
    }

    private static void check(Samples samples) throws SQLException {
        ColumnRule rule = samples.engine().dialect().rule(samples.type());
        assertThat(rule.comparison()).isEqualTo(Comparison.PREDICATE);
        try (Connection connection = samples.engine().open();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t(id INT PRIMARY KEY, c " + samples.ddl() + ")");
            statement.execute("INSERT INTO t VALUES (0, NULL)");
            int id = 1;
            for (String value : samples.values()) {
                statement.execute("INSERT INTO t VALUES (" + id++ + ", " + value + ")");
            }
            captured(statement, rule)
                    .forEach((own, value) -> assertThat(find(connection, samples, rule, value))
                            .as("%s by %s", samples.values().get(own - 1), rule)
                            .containsExactly(own));
        }
    }

    private static Map<Integer, Object> captured(Statement statement, ColumnRule rule) throws SQLException {
        Map<Integer, Object> captured = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery("SELECT id, c FROM t WHERE id > 0")) {
            while (rows.next()) {
                Object value = rule.capture().read(rows, 2);
                assertThat(value).isNotNull();
                captured.put(rows.getInt(1), value);
            }
        }
        return captured;
    }

    /** By the row lock of the dialect, whose text H2 knows in each of the modes. */
    private static List<Integer> find(Connection connection, Samples samples, ColumnRule rule, Object value) {
        Dialect.LockText lock = samples.engine().dialect().lockText();
        StringBuilder sql = new StringBuilder("SELECT id FROM t" + lock.hint() + " WHERE ");
        rule.render(sql, "c");
        List<Integer> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql + lock.end())) {
            for (int i = 1; i <= rule.bindings(); i++) {
                rule.binding().bind(select, i, value);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getInt(1));
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(sql.toString(), e);
        }
        return found;
    }

    @Test
    void predicate_thatH2CannotRun_isRefusedByIt() throws SQLException {
        try (Connection connection = SQL_SERVER.open();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t(id INT PRIMARY KEY, c TIMESTAMP WITH TIME ZONE)");
            NOT_UNDERSTOOD.forEach((reason, type) -> {
                StringBuilder sql = new StringBuilder("SELECT id FROM t WHERE ");
                SQL_SERVER.dialect().rule(type).render(sql, "c");
                assertThatThrownBy(() -> connection.prepareStatement(sql.toString()))
                        .as(reason)
                        .isInstanceOf(SQLException.class);
            });
        }
    }
}
