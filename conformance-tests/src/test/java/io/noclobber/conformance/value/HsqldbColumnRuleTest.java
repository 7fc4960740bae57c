package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.padded;
import static io.noclobber.conformance.value.TypeSamples.unicode;

import io.noclobber.conformance.database.Engine;
import java.util.ArrayList;
import java.util.List;

class HsqldbColumnRuleTest extends DocumentedColumnRules {
    HsqldbColumnRuleTest() {
        super(Engine.HSQLDB);
    }

    @Override
    protected boolean cursorsLetOthersWrite() {
        return false;
    }

    @Override
    protected List<TypeSamples> types() {
        return List.of(
                of("TINYINT", "0", "1", "-1", "127", "-128").random(RandomValues.integers(-128, 127)),
                of("SMALLINT", "0", "1", "-1", "32767", "-32768").random(RandomValues.integers(-32768, 32767)),
                of("INTEGER", "0", "1", "-1", "2147483647", "-2147483648")
                        .random(RandomValues.integers(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                of("BIGINT", "0", "1", "9007199254740992", "9007199254740993", "9223372036854775807")
                        .random(RandomValues.integers(Long.MIN_VALUE + 1, Long.MAX_VALUE)),
                of("NUMERIC(10,2)", "0", "0.01", "-0.01", "1.00", "1.01", "-1.00", "99999999.99")
                        .alike("1.00", "1", "1.000")
                        .random(RandomValues.decimals(10, 2)),
                of("DECIMAL(38,10)", "1", "1.0000000001", "1234567890123456789012345678.0000000001")
                        .random(RandomValues.decimals(38, 10)),
                of("NUMERIC", "0", "1", "12345678901234567890").random(RandomValues.decimals(30, 0)),
                of(
                                "DOUBLE",
                                "0.1E0",
                                "0.10000000000000002E0",
                                "1E0",
                                "1E300",
                                "1E-300",
                                0.0,
                                -0.0,
                                Double.MIN_VALUE,
                                Double.NaN,
                                Double.POSITIVE_INFINITY)
                        .random(RandomValues.doubles()),
                of("REAL", "0.1E0", "0.10000000000000002E0", Double.NaN, 0.0, -0.0)
                        .random(RandomValues.doubles()),
                of("FLOAT", "0.1E0", "0.10000000000000002E0").random(RandomValues.doubles()),
                of("BOOLEAN", "TRUE", "FALSE"),
                padded("CHAR(5)").alike("'a'", "'a '", "'a   '"),
                unicode("VARCHAR(20)"),
                unicode("VARCHAR_IGNORECASE(20)"),
                unicode("VARCHAR(20) COLLATE \"English 0\""),
                unicode("LONGVARCHAR"),
                of("LONGVARCHAR", "REPEAT('x', 40000)||'a'", "REPEAT('x', 40000)||'A'", "REPEAT('x', 40000)||'a '"),
                unicode("CLOB(1M)"),
                of("CLOB", "''", "'a'", "'A'", "REPEAT('x', 40000)||'a'", "REPEAT('x', 40000)||'A'"),
                of("BINARY(4)", "X'00000001'", "X'00000100'", "X'FFFFFFFF'").random(RandomValues.bytes(4, 4, "X'%s'")),
                of("VARBINARY(20)", "X''", "X'00'", "X'0000'", "X'01'").random(RandomValues.bytes(1, 20, "X'%s'")),
                of("LONGVARBINARY", "X''", "X'00'", "X'0000'", "X'01'").random(RandomValues.bytes(1, 99, "X'%s'")),
                of("BLOB(1M)", "X''", "X'00'", "X'0000'", "X'01'").random(RandomValues.bytes(1, 99, "X'%s'")),
                of("BIT(1)", "B'0'", "B'1'"),
                of("BIT(8)", "B'00000001'", "B'10000000'", "B'11111111'", "B'00000000'"),
                of("BIT(12)", "B'000000010000'", "B'000000010001'", "B'100000010000'"),
                of("BIT VARYING(8)", "B''", "B'1'", "B'01'", "B'10'", "B'00000001'"),
                of(
                                "DATE",
                                "DATE '2024-02-29'",
                                "DATE '2024-03-01'",
                                "DATE '0001-01-01'",
                                "DATE '1582-10-04'",
                                "DATE '1582-10-15'",
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
                timestamps("TIMESTAMP(9)", "TIMESTAMP '2024-03-10 03:30:00.000000001'")
                        .random(RandomValues.timestamps(9, "TIMESTAMP '%s'")),
                timestamps("TIMESTAMP", "TIMESTAMP '2024-03-10 03:30:00.000001'")
                        .random(RandomValues.timestamps(6, "TIMESTAMP '%s'")),
                of("TIMESTAMP(0)", "TIMESTAMP '2024-03-10 02:30:00'", "TIMESTAMP '2024-03-10 03:30:00'")
                        .random(RandomValues.timestamps(0, "TIMESTAMP '%s'")),
                of(
                                "TIME(6) WITH TIME ZONE",
                                "TIME '10:00:00+1:00'",
                                "TIME '11:00:00+2:00'",
                                "TIME '10:00:00.000001+1:00'")
                        .random(RandomValues.times(6, "TIME '%s-3:30'")),
                of(
                                "TIMESTAMP(9) WITH TIME ZONE",
                                "TIMESTAMP '2024-01-01 10:00:00+1:00'",
                                "TIMESTAMP '2024-01-01 11:00:00+2:00'",
                                "TIMESTAMP '2024-01-01 11:00:00.000000001+2:00'",
                                "TIMESTAMP '2024-11-03 01:30:00-4:00'",
                                "TIMESTAMP '2024-11-03 01:30:00-5:00'")
                        .random(RandomValues.timestamps(9, "TIMESTAMP '%s+10:30'")),
                of(
                        "INTERVAL YEAR TO MONTH",
                        "INTERVAL '1-0' YEAR TO MONTH",
                        "INTERVAL '1-1' YEAR TO MONTH",
                        "INTERVAL '-1-1' YEAR TO MONTH"),
                of("INTERVAL MONTH", "INTERVAL '12' MONTH", "INTERVAL '13' MONTH"),
                of(
                        "INTERVAL DAY TO SECOND(6)",
                        "INTERVAL '1 00:00:00' DAY TO SECOND",
                        "INTERVAL '-1 00:00:00' DAY TO SECOND",
                        "INTERVAL '1 00:00:00.000001' DAY TO SECOND(6)"),
                of("INTERVAL HOUR TO MINUTE", "INTERVAL '24:00' HOUR TO MINUTE", "INTERVAL '24:01' HOUR TO MINUTE"),
                of(
                                "UUID",
                                "CAST('00000000-0000-0000-0000-000000000001' AS UUID)",
                                "CAST('00000000-0000-0000-0000-000000000002' AS UUID)")
                        .random(RandomValues.uuids("CAST('%s' AS UUID)")),
                of("INTEGER ARRAY", "ARRAY[1,2]", "ARRAY[1]", "ARRAY[2,1]", "ARRAY[1,NULL]", "ARRAY[]")
                        .random(RandomValues.arrays("ARRAY[%s]")),
                of("VARCHAR(10) ARRAY", "ARRAY['a']", "ARRAY['A']", "ARRAY['a ']", "ARRAY['a','b']", "ARRAY['a,b']"),
                of(
                        "OTHER",
                        new ArrayList<>(List.of("a")),
                        new ArrayList<>(List.of("A")),
                        new ArrayList<>(List.of("a "))));
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
                "TIMESTAMP '1582-10-04 00:00:00'",
                "TIMESTAMP '1582-10-15 00:00:00'",
                "TIMESTAMP '0001-01-01 00:00:00'",
                "TIMESTAMP '9999-12-31 23:59:59'");
    }
}
