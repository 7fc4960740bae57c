package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.padded;
import static io.noclobber.conformance.value.TypeSamples.strings;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class FirebirdColumnRuleTest extends DocumentedColumnRules {
    FirebirdColumnRuleTest() {
        super(Engine.FIREBIRD);
    }

    /** It would wait for the other connection, without a limit. */
    @Override
    protected boolean dropsTables() {
        return false;
    }

    @Override
    protected List<TypeSamples> types() {
        return List.of(
                of("SMALLINT", "0", "1", "-1", "32767").random(RandomValues.integers(-32768, 32767)),
                of("INTEGER", "0", "1", "-1", "2147483647")
                        .random(RandomValues.integers(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                of("BIGINT", "0", "1", "9007199254740992", "9007199254740993")
                        .random(RandomValues.integers(Long.MIN_VALUE + 1, Long.MAX_VALUE)),
                of("NUMERIC(4,2)", "0", "1.00", "1.01", "-1.00"),
                of("NUMERIC(10,2)", "0", "1.00", "1.01", "-1.00", "99999999.99")
                        .alike("1.00", "1", "1.000")
                        .random(RandomValues.decimals(9, 2)),
                of("DECIMAL(18,10)", "1", "1.0000000001", "12345678.0000000001").random(RandomValues.decimals(18, 10)),
                of("FLOAT", "0", -0.0f, 0.1f, Math.nextUp(0.1f), 1e30f, Float.NaN, Float.POSITIVE_INFINITY)
                        .random(RandomValues.floats()),
                of(
                                "DOUBLE PRECISION",
                                "0",
                                -0.0,
                                0.1,
                                Math.nextUp(0.1),
                                1e300,
                                Double.MIN_VALUE,
                                1e15,
                                1e15 + 0.125,
                                Double.NaN,
                                Double.NEGATIVE_INFINITY)
                        .random(RandomValues.doubles()),
                of("BOOLEAN", "TRUE", "FALSE"),
                padded("CHAR(5) CHARACTER SET UTF8").alike("'a'", "'a '", "'a   '"),
                padded("CHAR(5) CHARACTER SET UTF8 COLLATE UNICODE_CI_AI"),
                strings("VARCHAR(20)"),
                strings("VARCHAR(20) CHARACTER SET UTF8"),
                strings("VARCHAR(20) CHARACTER SET UTF8 COLLATE UNICODE_CI"),
                strings("VARCHAR(20) CHARACTER SET UTF8 COLLATE UNICODE_CI_AI"),
                strings("VARCHAR(20) CHARACTER SET ISO8859_1"),
                strings("VARCHAR(20) CHARACTER SET WIN1252"),
                strings("VARCHAR(8000) CHARACTER SET UTF8 COLLATE UNICODE_CI"),
                strings("BLOB SUB_TYPE TEXT CHARACTER SET UTF8"),
                strings("BLOB SUB_TYPE TEXT CHARACTER SET ISO8859_1"),
                strings("BLOB SUB_TYPE TEXT CHARACTER SET UTF8 COLLATE UNICODE_CI"),
                of("CHAR(4) CHARACTER SET OCTETS", "x'00000001'", "x'00000100'", "x'FFFFFFFF'")
                        .random(RandomValues.bytes(4, 4, "x'%s'")),
                of("VARCHAR(10) CHARACTER SET OCTETS", "x''", "x'00'", "x'0000'", "x'01'", "x'0100'", "x'0120'"),
                of("BLOB SUB_TYPE BINARY", "x''", "x'00'", "x'0000'", "x'01'", "x'0100'", "x'0120'")
                        .random(RandomValues.bytes(1, 99, "x'%s'")),
                of(
                                "DATE",
                                "DATE '2024-02-29'",
                                "DATE '2024-03-01'",
                                "DATE '1582-10-10'",
                                "DATE '0001-01-01'",
                                "DATE '9999-12-31'")
                        .random(RandomValues.dates("DATE '%s'")),
                of("TIME", "TIME '00:00:00'", "TIME '23:59:59.9999'", "TIME '02:30:00'", "TIME '02:30:00.0001'")
                        .random(RandomValues.times(4, "TIME '%s'")),
                of(
                                "TIMESTAMP",
                                "TIMESTAMP '2024-03-10 02:30:00'",
                                "TIMESTAMP '2024-03-10 03:30:00'",
                                "TIMESTAMP '2024-03-10 03:30:00.0001'",
                                "TIMESTAMP '2024-10-06 02:15:00'",
                                "TIMESTAMP '2024-10-06 02:45:00'",
                                "TIMESTAMP '2024-04-07 01:45:00'",
                                "TIMESTAMP '2024-11-03 01:30:00'",
                                "TIMESTAMP '0001-01-01 00:00:00'",
                                "TIMESTAMP '1582-10-10 00:00:00'")
                        .random(RandomValues.timestamps(4, "TIMESTAMP '%s'")),
                of("INTEGER [1:3]", "NULL").unguarded("arrays have no JDBC type that the driver reads"));
    }
}
