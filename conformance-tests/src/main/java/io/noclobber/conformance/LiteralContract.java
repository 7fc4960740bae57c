package io.noclobber.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noclobber.conformance.database.Engine;
import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Dialects;
import io.noclobber.internal.catalog.Catalog;
import io.noclobber.internal.catalog.Column;
import io.noclobber.internal.catalog.KeyOption;
import io.noclobber.internal.catalog.Lookup;
import io.noclobber.internal.catalog.NamePart;
import io.noclobber.internal.catalog.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Literals in texts: whatever a guarded text makes of them, it stores and finds the same as the bare driver, and
 * is refused where that is. Bob writes row 1 and Alice row 2 by the same text.
 */
public abstract class LiteralContract extends Contract {
    private static final List<String> NUMBERS = List.of(
            "5",
            "-5",
            "+5",
            "- 5",
            "007",
            "0",
            "'5'",
            "' 5 '",
            "'5.0'",
            "5.00",
            "5.5",
            "5.005",
            "5.",
            ".5",
            "-.5",
            "1e1",
            "1E-3",
            "127",
            "128",
            "32768",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "12345678.90",
            "123456789.01",
            "0x10",
            "1_000",
            "(5)",
            "'abc'",
            "''",
            "NULL",
            "TRUE",
            "N'5'",
            "5 + 1",
            "'5' || '1'");
    private static final List<String> STRINGS = List.of(
            "'abc'",
            "'ABC'",
            "''",
            "' '",
            "'abc  '",
            "'  abc'",
            "'it''s'",
            "''''",
            "'back\\slash'",
            "'two\\\\'",
            "'tab\there'",
            "'two\nlines'",
            "'\u00fcn\u00ef\u20ac'",
            "'\ud83d\ude00'",
            "'abcde'",
            "'abcde   '",
            "'abcdef'",
            "'exactly twenty chars'",
            "'exactly twenty chars  '",
            "'longer than twenty chars'",
            "'?'",
            "'--'",
            "'/*'",
            "'{d}'",
            "'$1'",
            "('abc')",
            "5",
            "-5",
            "5.50",
            "1e1",
            "N'abc'",
            "n'abc  '",
            "E'a\\nb'",
            "e'it\\'s'",
            "U&'\\0061b'",
            "x'414243'",
            "X'4142'",
            "b'1'",
            "_utf8'abc'",
            "$$abc$$",
            "\"abc\"",
            "'abc' 'def'",
            "'a'\n'b'",
            "'a' || 'b'",
            "NULL",
            "TRUE",
            "DATE '2024-02-29'",
            "UPPER('abc')");
    private static final List<String> TIMES = List.of(
            "'2024-02-29'",
            "'2024-2-9'",
            "'2024-02-30'",
            "'29.02.2024'",
            "'20240229'",
            "20240229",
            "'epoch'",
            "'infinity'",
            "DATE '2024-02-29'",
            "{d '2024-02-29'}",
            "'2024-02-29 10:11:12'",
            "'2024-02-29T10:11:12'",
            "'2024-02-29 10:11:12.5'",
            "'2024-02-29 10:11:12.123456'",
            "'2024-02-29 10:11:12+05'",
            "'2024-02-29-10.11.12'",
            "TIMESTAMP '2024-02-29 10:11:12'",
            "TIMESTAMP '2024-02-29 10:11:12.123'",
            "{ts '2024-02-29 10:11:12.5'}",
            "'10:11:12'",
            "TIME '10:11:12'",
            "'1500-02-28'",
            "''",
            "NULL",
            "0",
            "'0'",
            "INTERVAL '1' DAY",
            "'1'");
    private static final List<String> TRUTHS =
            List.of("TRUE", "FALSE", "NULL", "1", "0", "2", "'true'", "'t'", "'yes'", "'1'", "'abc'", "''", "1.0");

    /** What a column is declared as, and what is written into it. */
    enum Declared {
        SMALLINT("SMALLINT", NUMBERS),
        INTEGER("INTEGER", NUMBERS),
        BIGINT("BIGINT", NUMBERS),
        DECIMAL("DECIMAL(10,2)", NUMBERS),
        DOUBLE("DOUBLE PRECISION", NUMBERS),
        VARCHAR("VARCHAR(20)", STRINGS),
        CHAR("CHAR(5)", STRINGS),
        DATE("DATE", TIMES),
        TIMESTAMP("TIMESTAMP", TIMES),
        BOOLEAN("BOOLEAN", TRUTHS);

        private final String type;
        private final List<String> literals;

        Declared(String type, List<String> literals) {
            this.type = type;
            this.literals = literals;
        }

        String type(Engine engine) {
            // The first TIMESTAMP of a table of these two holds the time of the last write, which no two writes share.
            return this == TIMESTAMP && (engine == Engine.MARIADB || engine == Engine.MYSQL_56) ? "DATETIME(3)" : type;
        }
    }

    @BeforeEach
    final void read() throws SQLException {
        alice.connection().setAutoCommit(true);
    }

    @ParameterizedTest
    @EnumSource
    void literal_inEveryForm_doesWhatItDoesBare(Declared declared) throws SQLException {
        check(declared.type(engine()), declared.literals);
    }

    /** The types whose input depends on more than the text, or that PostgreSQL has alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TEXT",
                "CHAR(3)",
                "\"char\"",
                "NUMERIC",
                "TIMESTAMPTZ",
                "TIMESTAMP(0)",
                "INTERVAL MINUTE",
                "UUID",
                "JSONB",
                "INT[]",
                "BIT(3)",
                "VARCHAR(20) COLLATE \"C\"",
                "{short}",
                "{mood}"
            })
    void literal_ofPostgresTypes_doesWhatItDoesBare(String type) throws SQLException {
        assumeTrue(engine().isPostgres(), "It does not apply, because the type is PostgreSQL's own.");
        bob.writePlain("CREATE DOMAIN {short} AS VARCHAR(5) CHECK (VALUE <> 'abc')");
        cleanUp("DROP DOMAIN IF EXISTS {short} CASCADE");
        bob.writePlain("CREATE TYPE {mood} AS ENUM ('abc', 'abcde')");
        cleanUp("DROP TYPE IF EXISTS {mood} CASCADE");
        check(
                type,
                Stream.of(
                                STRINGS,
                                TIMES,
                                List.of(
                                        "'5'",
                                        "5",
                                        "5.005",
                                        "'{1,2}'",
                                        "'{\"a\": 1}'",
                                        "'101'",
                                        "'\\x0102'",
                                        "'1 2:03:04.5'",
                                        "'00000000-0000-0000-0000-00000000000A'"))
                        .flatMap(List::stream)
                        .toList());
    }

    private void check(String type, List<String> literals) throws SQLException {
        create("literals", "id INT NOT NULL PRIMARY KEY, c0 " + type + ", c1 " + type + ", note VARCHAR(20)");
        bob.write("INSERT INTO {literals} (id, note) VALUES (1, 'first')");
        bob.write("INSERT INTO {literals} (id, note) VALUES (2, 'first')");
        String last = "NULL";
        // where literals stay in the text there is little to go wrong
        int step = bindsLiterals() ? 1 : 6;
        for (int i = (literals.size() - 1) % step; i < literals.size(); i += step) {
            String literal = literals.get(i);
            Object stored = same("SET c0 = " + literal, "");
            if (engine() != Engine.MYSQL_56 || stored.equals(1)) {
                // MySQL sees that no row can match where the guard and the text differ, and then converts nothing
                same("SET note = 'both', c1 = " + literal, " AND c0 = " + literal);
            }
            last = stored.equals(1) ? literal : last;
        }
        readBoth();
        bob.write("UPDATE {literals} SET note = 'theirs' WHERE id = 2");
        String late = "UPDATE {literals} SET c0 = " + last + " WHERE id = 2";
        refused(() -> alice.writePlain(late));
    }

    /** Whether a parameter ever takes the place of a literal on this database. */
    private boolean bindsLiterals() throws SQLException {
        Dialect dialect = Dialects.of(bob.connection());
        Table table = new Catalog(dialect, System::nanoTime)
                .find(
                        bob.connection(),
                        new Lookup(KeyOption.NONE),
                        List.of(new NamePart(bob.sql("{literals}"), false)));
        Column id = table == null ? null : table.column("id", false);
        assertThat(id).as("the key of {literals}").isNotNull();
        return dialect.bound(id.type(), 5L, true) != null;
    }

    /** Asserts that both may, or neither, and that the rows are alike afterwards. */
    private Object same(String set, String condition) throws SQLException {
        readBoth();
        Object bare = outcome(bob, "UPDATE {literals} " + set + " WHERE id = 1" + condition);
        Object guarded = outcome(alice, "UPDATE {literals} " + set + " WHERE id = 2" + condition);
        assertThat(guarded).as(set + condition).isEqualTo(bare);
        assertThat(stored(2)).as(set + condition).isEqualTo(stored(1));
        return bare;
    }

    /** As objects where SQLite makes a string of a blob that is read as one, else as strings: MySQL's zero dates are no objects. */
    private void readBoth() throws SQLException {
        try (Statement statement = alice.connection().createStatement();
                ResultSet rows = statement.executeQuery(alice.sql("SELECT id, c0, c1, note FROM {literals}"))) {
            while (rows.next()) {
                if (engine() == Engine.SQLITE) {
                    rows.getObject(2);
                } else {
                    rows.getString(2);
                }
            }
        }
    }

    private List<?> stored(int id) throws SQLException {
        String columns = switch (engine()) {
            case SQLITE -> "c0, typeof(c0), c1, typeof(c1)";
            case POSTGRESQL_14, POSTGRESQL_18 -> "CAST(c0 AS TEXT), CAST(c1 AS TEXT)";
            default -> "c0, c1";
        };
        return bob.readPlain("SELECT " + columns + ", note FROM {literals} WHERE id = " + id);
    }

    private static Object outcome(Session session, String text) {
        Integer[] count = new Integer[1];
        Throwable thrown = catchThrowable(() -> count[0] = session.writePlain(text));
        if (thrown == null) {
            return count[0];
        }
        assertThat(thrown).isInstanceOf(SQLException.class);
        String state = String.valueOf(((SQLException) thrown).getSQLState());
        // what is no SQL at all is refused at another place of a longer text
        return state.startsWith("42") ? "42" : state;
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "'2'", "2.0", "2e0", "+2", "002", "(2)", "N'2'", "' 2'"})
    void key_inEveryForm_findsWhatItFindsBare(String key) throws SQLException {
        createOrders();
        bob.begin();
        Object bare = outcome(bob, "UPDATE {orders} SET note = 'bare' WHERE id = " + key);
        bob.rollback();
        bob.connection().setAutoCommit(true);
        alice.read("SELECT * FROM {orders} WHERE id = 2");

        assertThat(outcome(alice, "UPDATE {orders} SET note = 'mine' WHERE id = " + key))
                .isEqualTo(bare);
        bob.write("UPDATE {orders} SET status = 'THEIRS' WHERE id = 2");
        Object late = outcome(alice, "UPDATE {orders} SET note = 'late' WHERE id = " + key);
        assertThat(late).isEqualTo(bare.equals(1) ? "NC001" : bare);
    }

    /** More texts than a driver keeps statements, in a batch and alone. */
    @Test
    void literals_ofManyTexts_areStoredEach() throws SQLException {
        createOrders();
        alice.begin();
        readOrder(alice, 1);
        readOrder(alice, 2);
        int last = engine().times(300) - 1;
        for (int i = 0; i <= last; i++) {
            assertThat(alice.writePlain("UPDATE {orders} SET amount = " + i + ".5, status = 'S" + i + "' WHERE id = 1"))
                    .isOne();
            alice.commit();
        }
        assertThat(bob.read("SELECT id FROM {orders} WHERE status = 'S" + last + "' AND amount = " + last + ".5"))
                .hasSize(1);
        bob.write("UPDATE {orders} SET note = 'theirs' WHERE id = 1");
        refused(() -> alice.writePlain("UPDATE {orders} SET status = 'late' WHERE id = 1"));
        alice.rollback();
    }
}
