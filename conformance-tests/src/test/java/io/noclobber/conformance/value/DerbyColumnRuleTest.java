package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.padded;
import static io.noclobber.conformance.value.TypeSamples.unicode;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class DerbyColumnRuleTest extends DocumentedColumnRules {
    DerbyColumnRuleTest() {
        super(Engine.DERBY);
    }

    @Override
    protected boolean cursorsLetOthersWrite() {
        return false;
    }

    @Override
    protected List<TypeSamples> types() {
        return List.of(
                of("SMALLINT", "0", "1", "-1", "32767", "-32768").random(RandomValues.integers(-32768, 32767)),
                of("INTEGER", "0", "1", "-1", "2147483647", "-2147483648")
                        .random(RandomValues.integers(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                of("BIGINT", "0", "1", "9007199254740992", "9007199254740993", "9223372036854775807")
                        .random(RandomValues.integers(Long.MIN_VALUE + 1, Long.MAX_VALUE)),
                of("NUMERIC(10,2)", "0", "0.01", "-0.01", "1.00", "1.01", "-1.00", "99999999.99")
                        .alike("1.00", "1", "1.000")
                        .random(RandomValues.decimals(10, 2)),
                of("DECIMAL(31,10)", "1", "1.0000000001", "123456789012345678901.0000000001")
                        .random(RandomValues.decimals(31, 10)),
                of("DECIMAL", "0", "1", "12345").random(RandomValues.decimals(5, 0)),
                of("REAL", "CAST(0.1 AS REAL)", "CAST(0.10000001 AS REAL)", 0.0f)
                        .alike(0.0f, -0.0f)
                        .random(RandomValues.floats()),
                of("DOUBLE", "0.1E0", "0.10000000000000002E0", 0.0)
                        .alike(0.0, -0.0)
                        .random(RandomValues.doubles()),
                of("FLOAT", "0.1E0", "0.10000000000000002E0").random(RandomValues.doubles()),
                of("BOOLEAN", "TRUE", "FALSE"),
                padded("CHAR(5)").alike("'a'", "'a '", "'a   '"),
                unicode("VARCHAR(20)"),
                unicode("LONG VARCHAR"),
                unicode("CLOB"),
                of("CHAR(4) FOR BIT DATA", "X'00000001'", "X'00000100'", "X'FFFFFFFF'")
                        .random(RandomValues.bytes(4, 4, "X'%s'")),
                of("VARCHAR(20) FOR BIT DATA", "X''", "X'00'", "X'0000'", "X'01'", "X'0120'", "X'012020'")
                        .random(RandomValues.bytes(1, 20, "X'%s'")),
                of("LONG VARCHAR FOR BIT DATA", "X'00'", "X'0000'", "X'01'", "X'0120'")
                        .random(RandomValues.bytes(1, 99, "X'%s'")),
                of("BLOB", "CAST(X'' AS BLOB)", "CAST(X'00' AS BLOB)", "CAST(X'0000' AS BLOB)", "CAST(X'01' AS BLOB)")
                        .random(RandomValues.bytes(1, 99, "CAST(X'%s' AS BLOB)")),
                of(
                                "DATE",
                                "DATE('2024-02-29')",
                                "DATE('2024-03-01')",
                                "DATE('1582-10-04')",
                                "DATE('1582-10-15')",
                                "DATE('0001-01-01')",
                                "DATE('9999-12-31')")
                        .random(RandomValues.dates("DATE('%s')")),
                of("TIME", "TIME('00:00:00')", "TIME('23:59:59')", "TIME('02:30:00')")
                        .random(RandomValues.times(0, "TIME('%s')")),
                of(
                                "TIMESTAMP",
                                "TIMESTAMP('2024-03-10 02:30:00')",
                                "TIMESTAMP('2024-03-10 03:30:00')",
                                "TIMESTAMP('2024-03-10 03:30:00.000001')",
                                "TIMESTAMP('2024-03-10 03:30:00.000000001')",
                                "TIMESTAMP('2024-10-06 02:15:00')",
                                "TIMESTAMP('2024-10-06 02:45:00')",
                                "TIMESTAMP('2024-04-07 01:45:00')",
                                "TIMESTAMP('2024-11-03 01:30:00')",
                                "TIMESTAMP('1582-10-04 00:00:00')",
                                "TIMESTAMP('1582-10-15 00:00:00')",
                                "TIMESTAMP('0001-01-01 00:00:00')",
                                "TIMESTAMP('9999-12-31 23:59:59')")
                        .random(RandomValues.timestamps(9, "TIMESTAMP('%s')")),
                of("XML", "XMLPARSE(DOCUMENT '<a/>' PRESERVE WHITESPACE)").unguarded("it cannot be read by JDBC"));
    }
}
