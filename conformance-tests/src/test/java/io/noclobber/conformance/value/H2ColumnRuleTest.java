package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.padded;
import static io.noclobber.conformance.value.TypeSamples.strings;

import io.noclobber.conformance.database.Engine;
import java.util.ArrayList;
import java.util.List;

class H2ColumnRuleTest extends ColumnRuleContract {
    H2ColumnRuleTest() {
        super(Engine.H2);
    }

    @Override
    protected List<TypeSamples> types() {
        return List.of(
                of("TINYINT", "0", "1", "-1", "127"),
                of("SMALLINT", "0", "1", "-1", "32767"),
                of("INTEGER", "0", "1", "-1", "2147483647"),
                of("BIGINT", "0", "1", "9007199254740992", "9007199254740993"),
                of("NUMERIC(10,2)", "0", "1.00", "1.01", "-1.00", "99999999.99"),
                of("NUMERIC(38,10)", "1", "1.0000000001", "1234567890123456789012345678.0000000001"),
                of("REAL", "0.1", "0.10000001", "'NaN'", "'Infinity'"),
                of("DOUBLE PRECISION", "0.1", "0.10000000000000002", "'NaN'", "'-Infinity'"),
                of("DECFLOAT", "1", "1.1", "'NaN'", "'Infinity'", "'-Infinity'"),
                of("BOOLEAN", "TRUE", "FALSE"),
                padded("CHAR(5)"),
                strings("VARCHAR(20)"),
                strings("VARCHAR_IGNORECASE(20)"),
                strings("CLOB"),
                of("CLOB", "REPEAT('x', 1100000)||'a'", "REPEAT('x', 1100000)||'A'"),
                of("BINARY(4)", "X'00000001'", "X'00000100'", "X'FFFFFFFF'"),
                of("VARBINARY(20)", "X''", "X'00'", "X'0000'", "X'01'"),
                of("BLOB", "X''", "X'00'", "X'0000'", "X'01'"),
                of("DATE", "DATE '2024-02-29'", "DATE '2024-03-01'", "DATE '1582-10-10'", "DATE '-0001-01-01'"),
                of("TIME(0)", "TIME '00:00:00'", "TIME '23:59:59'", "TIME '02:30:00'"),
                of("TIME(9)", "TIME '10:00:00'", "TIME '10:00:00.000000001'", "TIME '10:00:00.001'"),
                of(
                        "TIME(9) WITH TIME ZONE",
                        "TIME WITH TIME ZONE '10:00:00+01:00'",
                        "TIME WITH TIME ZONE '11:00:00+02:00'"),
                of(
                        "TIMESTAMP(9)",
                        "TIMESTAMP '2024-03-10 02:30:00'",
                        "TIMESTAMP '2024-03-10 03:30:00'",
                        "TIMESTAMP '2024-03-10 03:30:00.000001'",
                        "TIMESTAMP '2024-03-10 03:30:00.000000001'",
                        "TIMESTAMP '1582-10-10 00:00:00'"),
                of(
                        "TIMESTAMP(9) WITH TIME ZONE",
                        "TIMESTAMP WITH TIME ZONE '2024-01-01 10:00:00+01:00'",
                        "TIMESTAMP WITH TIME ZONE '2024-01-01 11:00:00+02:00'",
                        "TIMESTAMP WITH TIME ZONE '2024-01-01 11:00:00.000000001+02:00'"),
                of("INTERVAL YEAR TO MONTH", "INTERVAL '1-0' YEAR TO MONTH", "INTERVAL '1-1' YEAR TO MONTH"),
                of(
                        "INTERVAL DAY TO SECOND(9)",
                        "INTERVAL '1 00:00:00' DAY TO SECOND",
                        "INTERVAL '1 00:00:00.000000001' DAY TO SECOND"),
                of(
                        "UUID",
                        "UUID '00000000-0000-0000-0000-000000000001'",
                        "UUID '00000000-0000-0000-0000-000000000002'"),
                of("ENUM('a','b','c')", "'a'", "'b'", "'c'"),
                of("JSON", "JSON '1'", "JSON '1.0'", "JSON '\"1\"'", "JSON '{\"a\":1}'", "JSON 'null'"),
                of("GEOMETRY", "'POINT (1 2)'", "'POINT (1 2.5)'"),
                of("INTEGER ARRAY", "ARRAY[1,2]", "ARRAY[1]", "ARRAY[2,1]", "ARRAY[1,NULL]"),
                of("VARCHAR(10) ARRAY", "ARRAY['a']", "ARRAY['A']", "ARRAY['a ']", "ARRAY[NULL]"),
                of("DOUBLE PRECISION ARRAY", "ARRAY[0.1]", "ARRAY[0.10000000000000002]"),
                of("ROW(a INT, b VARCHAR(10))", "ROW(1,'a')", "ROW(1,'A')", "ROW(1,NULL)"),
                of("JAVA_OBJECT", new ArrayList<>(List.of("a")), new ArrayList<>(List.of("A"))));
    }
}
