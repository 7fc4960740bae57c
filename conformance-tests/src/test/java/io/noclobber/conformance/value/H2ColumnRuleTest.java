package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.padded;
import static io.noclobber.conformance.value.TypeSamples.unicode;

import io.noclobber.conformance.database.Engine;
import java.util.ArrayList;
import java.util.List;

class H2ColumnRuleTest extends DocumentedColumnRules {
    H2ColumnRuleTest() {
        super(Engine.H2);
    }

    @Override
    protected List<TypeSamples> types() {
        List<TypeSamples> types = new ArrayList<>(List.of(
                of("TINYINT", "0", "1", "-1", "127", "-128").random(RandomValues.integers(-128, 127)),
                of("SMALLINT", "0", "1", "-1", "32767", "-32768").random(RandomValues.integers(-32768, 32767)),
                of("INTEGER", "0", "1", "-1", "2147483647", "-2147483648")
                        .random(RandomValues.integers(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                of("BIGINT", "0", "1", "9007199254740992", "9007199254740993", "9223372036854775807")
                        .random(RandomValues.integers(Long.MIN_VALUE + 1, Long.MAX_VALUE)),
                of("NUMERIC(10,2)", "0", "0.01", "-0.01", "1.00", "1.01", "-1.00", "99999999.99")
                        .alike("1.00", "1", "1.000")
                        .random(RandomValues.decimals(10, 2)),
                of("NUMERIC(38,10)", "1", "1.0000000001", "1234567890123456789012345678.0000000001")
                        .random(RandomValues.decimals(38, 10)),
                of("NUMERIC(30)", "0", "1", "12345678901234567890").random(RandomValues.decimals(30, 0)),
                of("REAL", "0.1", "0.10000001", "'NaN'", "'Infinity'", "'-Infinity'", 0.0f)
                        .alike(0.0f, -0.0f)
                        .random(RandomValues.floats()),
                of(
                                "DOUBLE PRECISION",
                                "0.1",
                                "0.10000000000000002",
                                "'NaN'",
                                "'Infinity'",
                                "'-Infinity'",
                                0.0,
                                Double.MIN_VALUE)
                        .alike(0.0, -0.0)
                        .random(RandomValues.doubles()),
                of("DECFLOAT", "0", "1", "1.1", "1E10", "1E-10", "'NaN'", "'Infinity'", "'-Infinity'")
                        .alike("1", "1.0")
                        .random(RandomValues.decimals(20, 5)),
                of("BOOLEAN", "TRUE", "FALSE"),
                padded("CHAR(5)").alike("'a'", "'a '", "'a   '"),
                unicode("VARCHAR(20)"),
                unicode("VARCHAR_IGNORECASE(20)"),
                unicode("CLOB"),
                of("VARCHAR(5)", "'a'", "'a'||CHAR(0)", "CHAR(0)"),
                of("CLOB(2M)", "REPEAT('x', 1100000)||'a'", "REPEAT('x', 1100000)||'A'"),
                of("BINARY(4)", "X'00000001'", "X'00000100'", "X'FFFFFFFF'").random(RandomValues.bytes(4, 4, "X'%s'")),
                of("VARBINARY(20)", "X''", "X'00'", "X'0000'", "X'01'").random(RandomValues.bytes(1, 20, "X'%s'")),
                of("BLOB", "X''", "X'00'", "X'0000'", "X'01'").random(RandomValues.bytes(1, 99, "X'%s'")),
                of(
                                "DATE",
                                "DATE '2024-02-29'",
                                "DATE '2024-03-01'",
                                "DATE '1582-10-10'",
                                "DATE '-0001-01-01'",
                                "DATE '0000-01-01'",
                                "DATE '9999-12-31'")
                        .random(RandomValues.dates("DATE '%s'")),
                of("TIME(0)", "TIME '00:00:00'", "TIME '23:59:59'", "TIME '02:30:00'")
                        .random(RandomValues.times(0, "TIME '%s'")),
                of(
                                "TIME(9)",
                                "TIME '10:00:00'",
                                "TIME '10:00:00.000000001'",
                                "TIME '10:00:00.001'",
                                "TIME '23:59:59.999999999'")
                        .random(RandomValues.times(9, "TIME '%s'")),
                of(
                                "TIME(9) WITH TIME ZONE",
                                "TIME WITH TIME ZONE '10:00:00+01:00'",
                                "TIME WITH TIME ZONE '11:00:00+02:00'",
                                "TIME WITH TIME ZONE '10:00:00.000000001+01:00'")
                        .random(RandomValues.times(9, "TIME WITH TIME ZONE '%s-03:30'")),
                timestamps("TIMESTAMP(9)", "TIMESTAMP '2024-03-10 03:30:00.000000001'")
                        .random(RandomValues.timestamps(9, "TIMESTAMP '%s'")),
                timestamps("TIMESTAMP", "TIMESTAMP '2024-03-10 03:30:00.000001'")
                        .random(RandomValues.timestamps(6, "TIMESTAMP '%s'")),
                of("TIMESTAMP(0)", "TIMESTAMP '2024-03-10 02:30:00'", "TIMESTAMP '2024-03-10 03:30:00'")
                        .random(RandomValues.timestamps(0, "TIMESTAMP '%s'")),
                of(
                                "TIMESTAMP(9) WITH TIME ZONE",
                                "TIMESTAMP WITH TIME ZONE '2024-01-01 10:00:00+01:00'",
                                "TIMESTAMP WITH TIME ZONE '2024-01-01 11:00:00+02:00'",
                                "TIMESTAMP WITH TIME ZONE '2024-01-01 11:00:00.000000001+02:00'",
                                "TIMESTAMP WITH TIME ZONE '2024-11-03 01:30:00-04:00'",
                                "TIMESTAMP WITH TIME ZONE '2024-11-03 01:30:00-05:00'")
                        .random(RandomValues.timestamps(9, "TIMESTAMP WITH TIME ZONE '%s+10:30'")),
                of(
                        "INTERVAL YEAR TO MONTH",
                        "INTERVAL '1-0' YEAR TO MONTH",
                        "INTERVAL '1-1' YEAR TO MONTH",
                        "INTERVAL '-1-1' YEAR TO MONTH"),
                of("INTERVAL MONTH", "INTERVAL '12' MONTH", "INTERVAL '13' MONTH"),
                of(
                        "INTERVAL DAY TO SECOND(9)",
                        "INTERVAL '1 00:00:00' DAY TO SECOND",
                        "INTERVAL '-1 00:00:00' DAY TO SECOND",
                        "INTERVAL '1 00:00:00.000000001' DAY TO SECOND"),
                of("INTERVAL HOUR TO MINUTE", "INTERVAL '24:00' HOUR TO MINUTE", "INTERVAL '24:01' HOUR TO MINUTE"),
                of("UUID", "UUID '00000000-0000-0000-0000-000000000001'", "UUID '00000000-0000-0000-0000-000000000002'")
                        .random(RandomValues.uuids("UUID '%s'")),
                of("ENUM('a','b','c')", "'a'", "'b'", "'c'"),
                of(
                                "JSON",
                                "JSON '1'",
                                "JSON '1.0'",
                                "JSON '\"1\"'",
                                "JSON '{\"a\":1}'",
                                "JSON 'null'",
                                "JSON '{\"a\":1,\"b\":2}'",
                                "JSON '{\"b\":2,\"a\":1}'",
                                "JSON '[]'",
                                "JSON '{}'",
                                "JSON '\"a\"'",
                                "JSON '\"A\"'")
                        .alike("JSON '{\"a\":1}'", "JSON '{ \"a\" : 1 }'"),
                of(
                        "GEOMETRY",
                        "'POINT (1 2)'",
                        "'POINT (1 2.5)'",
                        "'POINT Z (1 2 3)'",
                        "'SRID=1;POINT (1 2)'",
                        "'LINESTRING (1 2, 3 4)'"),
                of("INTEGER ARRAY", "ARRAY[1,2]", "ARRAY[1]", "ARRAY[2,1]", "ARRAY[1,NULL]", "ARRAY[]", "ARRAY[NULL]")
                        .random(RandomValues.arrays("ARRAY[%s]"))));
        types.addAll(List.of(
                of(
                        "VARCHAR(10) ARRAY",
                        "ARRAY['a']",
                        "ARRAY['A']",
                        "ARRAY['a ']",
                        "ARRAY[NULL]",
                        "ARRAY['a, b']",
                        "ARRAY['a', 'b']",
                        "ARRAY['']",
                        "ARRAY['null']"),
                of("DOUBLE PRECISION ARRAY", "ARRAY[0.1]", "ARRAY[0.10000000000000002]"),
                of("INTEGER ARRAY ARRAY", "ARRAY[ARRAY[1,2]]", "ARRAY[ARRAY[1],ARRAY[2]]"),
                of(
                        "ROW(a INT, b VARCHAR(10))",
                        "ROW(NULL,NULL)",
                        "ROW(1,'a')",
                        "ROW(1,'A')",
                        "ROW(1,NULL)",
                        "ROW(1,'null')",
                        "ROW(1,'')"),
                of("JAVA_OBJECT", new ArrayList<>(List.of("a")), new ArrayList<>(List.of("A")))));
        return types;
    }

    private static TypeSamples timestamps(String type, String smallest) {
        return of(
                type,
                "TIMESTAMP '2024-03-10 02:30:00'",
                "TIMESTAMP '2024-03-10 03:30:00'",
                smallest,
                "TIMESTAMP '2024-10-06 02:15:00'",
                "TIMESTAMP '2024-10-06 02:45:00'",
                "TIMESTAMP '2024-04-07 01:45:00'",
                "TIMESTAMP '2024-11-03 01:30:00'",
                "TIMESTAMP '1582-10-10 00:00:00'",
                "TIMESTAMP '0001-01-01 00:00:00'",
                "TIMESTAMP '-0001-01-01 00:00:00'",
                "TIMESTAMP '9999-12-31 23:59:59'");
    }
}
