package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.padded;
import static io.noclobber.conformance.value.TypeSamples.strings;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class HsqldbColumnRuleTest extends ColumnRuleContract {
    HsqldbColumnRuleTest() {
        super(Engine.HSQLDB);
    }

    @Override
    protected List<TypeSamples> types() {
        return List.of(
                of("TINYINT", "0", "1", "-1", "127"),
                of("SMALLINT", "0", "1", "-1", "32767"),
                of("INTEGER", "0", "1", "-1", "2147483647"),
                of("BIGINT", "0", "1", "9007199254740992", "9007199254740993"),
                of("NUMERIC(10,2)", "0", "1.00", "1.01", "-1.00", "99999999.99"),
                of("DECIMAL(38,10)", "1", "1.0000000001", "1234567890123456789012345678.0000000001"),
                of("DOUBLE", "0.1E0", "0.10000000000000002E0", "1E0", "1E300"),
                of("REAL", "0.1E0", "0.10000000000000002E0"),
                of("BOOLEAN", "TRUE", "FALSE"),
                padded("CHAR(5)"),
                strings("VARCHAR(20)"),
                strings("VARCHAR_IGNORECASE(20)"),
                strings("VARCHAR(20) COLLATE \"English 0\""),
                strings("LONGVARCHAR"),
                of("LONGVARCHAR", "REPEAT('x', 40000)||'a'", "REPEAT('x', 40000)||'A'", "REPEAT('x', 40000)||'a '"),
                strings("CLOB(1M)"),
                of("CLOB", "'a'", "'A'", "REPEAT('x', 40000)||'a'", "REPEAT('x', 40000)||'A'"),
                of("BINARY(4)", "X'00000001'", "X'00000100'", "X'FFFFFFFF'"),
                of("VARBINARY(20)", "X''", "X'00'", "X'0000'", "X'01'"),
                of("LONGVARBINARY", "X''", "X'00'", "X'0000'", "X'01'"),
                of("BLOB(1M)", "X'00'", "X'0000'", "X'01'"),
                of("BIT(1)", "B'0'", "B'1'"),
                of("BIT(8)", "B'00000001'", "B'10000000'", "B'11111111'"),
                of("BIT VARYING(8)", "B'1'", "B'01'", "B'10'", "B'00000001'"),
                of("DATE", "DATE '2024-02-29'", "DATE '2024-03-01'", "DATE '0001-01-01'"),
                of("TIME(0)", "TIME '00:00:00'", "TIME '23:59:59'", "TIME '02:30:00'"),
                of("TIME(9)", "TIME '10:00:00'", "TIME '10:00:00.000000001'", "TIME '10:00:00.001'"),
                of(
                        "TIMESTAMP(9)",
                        "TIMESTAMP '2024-03-10 02:30:00'",
                        "TIMESTAMP '2024-03-10 03:30:00'",
                        "TIMESTAMP '2024-03-10 03:30:00.000001'",
                        "TIMESTAMP '2024-03-10 03:30:00.000000001'"),
                of(
                        "TIME(6) WITH TIME ZONE",
                        "TIME '10:00:00+1:00'",
                        "TIME '11:00:00+2:00'",
                        "TIME '10:00:00.000001+1:00'"),
                of(
                        "TIMESTAMP(9) WITH TIME ZONE",
                        "TIMESTAMP '2024-01-01 10:00:00+1:00'",
                        "TIMESTAMP '2024-01-01 11:00:00+2:00'",
                        "TIMESTAMP '2024-01-01 11:00:00.000000001+2:00'"),
                of("INTERVAL YEAR TO MONTH", "INTERVAL '1-0' YEAR TO MONTH", "INTERVAL '1-1' YEAR TO MONTH"),
                of(
                        "INTERVAL DAY TO SECOND(6)",
                        "INTERVAL '1 00:00:00' DAY TO SECOND",
                        "INTERVAL '1 00:00:00.000001' DAY TO SECOND(6)"),
                of(
                        "UUID",
                        "CAST('00000000-0000-0000-0000-000000000001' AS UUID)",
                        "CAST('00000000-0000-0000-0000-000000000002' AS UUID)"),
                of("INTEGER ARRAY", "ARRAY[1,2]", "ARRAY[1]", "ARRAY[2,1]"),
                of("VARCHAR(10) ARRAY", "ARRAY['a']", "ARRAY['A']", "ARRAY['a ']", "ARRAY['a','b']"),
                of("OTHER", new java.util.ArrayList<>(List.of("a")), new java.util.ArrayList<>(List.of("A"))));
    }
}
