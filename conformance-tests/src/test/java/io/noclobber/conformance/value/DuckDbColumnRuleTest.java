package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.unicode;
import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Engine;
import io.noclobber.dialect.ColumnType;
import io.noclobber.dialect.Dialect;
import io.noclobber.dialect.Dialects;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuckDbColumnRuleTest extends DocumentedColumnRules {
    private static final String NO_MIDNIGHT = "java.time has no 24:00, and the driver reads nothing else";
    private static final String NO_INFINITY = "the driver gives an infinity as the end of what can be counted";

    DuckDbColumnRuleTest() {
        super(Engine.DUCKDB);
    }

    @Override
    protected List<String> preparation() {
        return List.of("CREATE TYPE mood AS ENUM ('sad', 'Sad', 'ok')");
    }

    /** Else the UPDATE by which changes of others are met would itself delete the row, and take these changes with it. */
    @Test
    void column_ofEachType_isUpdatedInPlaceOrNot_asTheDialectKnows() throws SQLException {
        try (Connection connection = Engine.DUCKDB.database().connect();
                Statement statement = connection.createStatement()) {
            Dialect dialect = Dialects.of(connection);
            for (TypeSamples samples : types()) {
                if (samples.unguarded() != null) {
                    continue;
                }
                statement.execute("CREATE TABLE nc_place (c " + samples.type() + ")");
                statement.execute(
                        "INSERT INTO nc_place VALUES (" + samples.values().get(0) + "), (NULL)");
                statement.execute("UPDATE nc_place SET c = " + samples.values().get(1) + " WHERE rowid = 0");
                boolean inPlace;
                try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM nc_place WHERE rowid = 0")) {
                    rows.next();
                    inPlace = rows.getInt(1) == 1;
                }
                ColumnType type;
                try (ResultSet columns = connection.getMetaData().getColumns(null, "main", "nc_place", "c")) {
                    columns.next();
                    type = new ColumnType("c", columns.getInt("DATA_TYPE"), columns.getString("TYPE_NAME"), 0, 0, "");
                }
                assertThat(dialect.updatesInPlace(type)).as(samples.type()).isEqualTo(inPlace);
                statement.execute("DROP TABLE nc_place");
            }
        }
    }

    @Override
    protected List<TypeSamples> types() {
        List<TypeSamples> types = new ArrayList<>(numbers());
        types.addAll(times());
        types.addAll(List.of(
                of("BOOLEAN", "TRUE", "FALSE"),
                unicode("VARCHAR"),
                unicode("VARCHAR COLLATE NOCASE"),
                unicode("VARCHAR COLLATE NOCASE.NOACCENT"),
                of("TEXT", "repeat('x', 40000)||'a'", "repeat('x', 40000)||'A'", "repeat('x', 40000)||'a '"),
                of("BLOB", "''", "'\\x00'", "'\\x00\\x00'", "'\\x01'", "'a'", "'A'")
                        .random(RandomValues.bytes(1, 99, "from_hex('%s')")),
                of("BIT", "'0'", "'1'", "'00'", "'01'", "'10'", "'00000001'", "'000000010'"),
                of("UUID", "'00000000-0000-0000-0000-000000000001'", "'80000000-0000-0000-0000-000000000001'")
                        .random(RandomValues.uuids("'%s'")),
                of("JSON", "'{\"a\":1}'", "'{\"a\": 1}'", "'1'", "'null'", "'{\"a\":1,\"b\":2}'", "'{\"b\":2,\"a\":1}'")
                        .random(RandomValues.json("'%s'")),
                of("mood", "'sad'", "'Sad'", "'ok'"),
                of("INTEGER[]", "[1,2]", "[1]", "[2,1]", "[1,NULL]", "[NULL]", "[]")
                        .random(RandomValues.arrays("[%s]")),
                of("VARCHAR[]", "['a']", "['A']", "['a ']", "['a','b']", "['a,b']", "['a, b']", "[NULL]", "['NULL']")
                        .random(RandomValues.arrays("['%s']")),
                of("VARCHAR[]", "['null']", "['']", "[]", "['''a''']", "['\"a\"']", "['[a]']", "['\\']", "[' ']"),
                of("DOUBLE[]", "[0.1]", "[0.10000000000000002]", "['-0.0'::DOUBLE]", "[0.0]", "['nan'::DOUBLE]"),
                of("INTEGER[2]", "[1,2]", "[2,1]", "[1,NULL]", "[NULL,NULL]"),
                of("INTEGER[][]", "[[1],[2]]", "[[1,2]]", "[[],[1,2]]", "[NULL,[1,2]]"),
                of(
                        "STRUCT(a INTEGER, b VARCHAR)",
                        "{'a': 1, 'b': 'x'}",
                        "{'a': 1, 'b': 'X'}",
                        "{'a': 1, 'b': NULL}",
                        "{'a': 1, 'b': 'NULL'}",
                        "{'a': NULL, 'b': NULL}",
                        "{'a': 1, 'b': ''}",
                        "{'a': 1, 'b': '}'}"),
                of(
                        "STRUCT(a INTEGER, b VARCHAR[])",
                        "{'a': 1, 'b': ['x']}",
                        "{'a': 1, 'b': ['X']}",
                        "{'a': 1, 'b': [NULL]}",
                        "{'a': 1, 'b': ['NULL']}",
                        "{'a': 1, 'b': NULL}"),
                of(
                        "MAP(VARCHAR, INTEGER)",
                        "MAP {'a': 1}",
                        "MAP {'A': 1}",
                        "MAP {'a': NULL}",
                        "MAP {}",
                        "MAP {'a': 1, 'b': 2}",
                        "MAP {'b': 2, 'a': 1}",
                        "MAP {'a=1, b': 2}"),
                of("UNION(num INTEGER, str VARCHAR)", "union_value(num := 1)", "union_value(str := '1')")
                        .unguarded("its text does not tell which of its types a value has"),
                of("VARIANT", "1::VARIANT", "'1'::VARIANT")
                        .unguarded("its text does not tell which type a value has")));
        return types;
    }

    private static List<TypeSamples> numbers() {
        return List.of(
                of("TINYINT", "0", "1", "-1", "127", "-128").random(RandomValues.integers(-128, 127)),
                of("SMALLINT", "0", "1", "32767", "-32768").random(RandomValues.integers(-32768, 32767)),
                of("INTEGER", "0", "1", "2147483647", "-2147483648")
                        .random(RandomValues.integers(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                of("BIGINT", "0", "9007199254740992", "9007199254740993", "9223372036854775807", "-9223372036854775808")
                        .random(RandomValues.integers(Long.MIN_VALUE + 1, Long.MAX_VALUE)),
                of("UTINYINT", "0", "1", "128", "255").random(RandomValues.integers(0, 255)),
                of("USMALLINT", "0", "32768", "65535").random(RandomValues.integers(0, 65535)),
                of("UINTEGER", "0", "2147483648", "4294967295").random(RandomValues.integers(0, 4294967295L)),
                of("UBIGINT", "0", "9223372036854775808", "18446744073709551615", "18446744073709551614"),
                of(
                        "HUGEINT",
                        "0",
                        "-1",
                        "170141183460469231731687303715884105727",
                        "170141183460469231731687303715884105726"),
                of(
                        "UHUGEINT",
                        "0",
                        "340282366920938463463374607431768211455",
                        "340282366920938463463374607431768211454"),
                of("BIGNUM", "0", "'1'", "'-1'", "'1000000000000000000000000000000000000000000001'"),
                of("DECIMAL(10,2)", "0", "0.01", "-0.01", "1.00", "1.01", "99999999.99")
                        .alike("1.00", "1", "1.000")
                        .random(RandomValues.decimals(10, 2)),
                of("DECIMAL(38,10)", "1", "1.0000000001", "1234567890123456789012345678.0000000001")
                        .random(RandomValues.decimals(38, 10)),
                of("DECIMAL", "0", "1", "1.001").random(RandomValues.decimals(18, 3)),
                of(
                                "DOUBLE",
                                "0.1",
                                "0.10000000000000002",
                                "1e300",
                                "1e-300",
                                "'0.0'",
                                "'-0.0'",
                                "'nan'",
                                "'inf'",
                                "'-inf'",
                                Double.MIN_VALUE)
                        .changedByWayOf("'0.1'")
                        .random(RandomValues.doubles()),
                of("REAL", "'0.1'", "'0.10000001'", "'0.0'", "'-0.0'", "'nan'", "'inf'", "'-inf'", Float.MIN_VALUE)
                        .changedByWayOf("'0.1'")
                        .random(RandomValues.floats()),
                of("INTERVAL", "'1 day'", "'24 hours'", "'30 days'", "'1 month'", "'-1 month'", "'0.000001 seconds'")
                        .changedByWayOf("'-1 month'"));
    }

    private static List<TypeSamples> times() {
        return List.of(
                of(
                                "DATE",
                                "'2024-02-29'",
                                "'2024-03-01'",
                                "'0001-01-01'",
                                "'0001-01-01 (BC)'",
                                "'1582-10-10'",
                                "'1582-10-20'",
                                "'9999-12-31'",
                                "'5881580-07-10'",
                                "'infinity'",
                                "'-infinity'")
                        .random(RandomValues.dates("'%s'")),
                of("TIME", "'02:30:00'", "'02:30:00.000001'", "'00:00:00'", "'23:59:59.999999'")
                        .except("'24:00:00'", NO_MIDNIGHT)
                        .random(RandomValues.times(6, "'%s'")),
                of("TIME_NS", "'02:30:00'", "'02:30:00.000000001'", "'23:59:59.999999999'")
                        .random(RandomValues.times(9, "'%s'")),
                of("TIMETZ", "'10:00:00+01'", "'11:00:00+02'", "'09:00:00+00'", "'10:00:00.000001+01'")
                        .except("'24:00:00+00'", NO_MIDNIGHT)
                        .random(RandomValues.times(6, "'%s+02:30'")),
                timestamps("TIMESTAMP", "'2024-03-10 03:30:00.000001'", "'infinity'", "'-infinity'")
                        .random(RandomValues.timestamps(6, "'%s'")),
                timestamps("TIMESTAMP_MS", "'2024-03-10 03:30:00.001'")
                        .except("'infinity'", NO_INFINITY)
                        .random(RandomValues.timestamps(3, "'%s'")),
                timestamps("TIMESTAMP_S", "'2024-03-10 03:30:01'")
                        .except("'infinity'", NO_INFINITY)
                        .random(RandomValues.timestamps(0, "'%s'")),
                of(
                                "TIMESTAMP_NS",
                                "'2024-03-10 02:30:00'",
                                "'2024-03-10 03:30:00'",
                                "'2024-03-10 02:30:00.000000001'",
                                "'1700-01-01 00:00:00'",
                                "'2262-04-11 23:47:16.854775806'")
                        .except("'infinity'", NO_INFINITY),
                of(
                                "TIMESTAMPTZ",
                                "'2024-11-03 01:30:00-04'",
                                "'2024-11-03 01:30:00-05'",
                                "'2024-11-03 01:30:00.000001-05'",
                                "'2024-04-07 01:45:00+11'",
                                "'2024-04-07 01:45:00+10:30'",
                                "'1582-10-10 00:00:00+00'",
                                "'0001-01-01 00:00:00+00'",
                                "'9999-12-31 23:59:59+00'",
                                "'infinity'",
                                "'-infinity'")
                        .alike("'2024-11-03 01:30:00-04'", "'2024-11-03 05:30:00+00'")
                        .random(RandomValues.timestamps(6, "'%s+10:30'")));
    }

    private static TypeSamples timestamps(String type, Object... more) {
        List<Object> values = new ArrayList<>(List.of(
                "'2024-03-10 02:30:00'",
                "'2024-03-10 03:30:00'",
                "'2024-11-03 01:30:00'",
                "'2024-10-06 02:15:00'",
                "'2024-10-06 02:45:00'",
                "'2024-04-07 01:45:00'",
                "'1582-10-10 00:00:00'",
                "'1582-10-20 00:00:00'",
                "'0001-01-01 00:00:00'",
                "'9999-12-31 23:59:59'"));
        values.addAll(List.of(more));
        return of(type, values.toArray());
    }
}
