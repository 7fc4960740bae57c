package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.padded;
import static io.noclobber.conformance.value.TypeSamples.strings;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class FirebirdColumnRuleTest extends ColumnRuleContract {
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
                of("SMALLINT", "0", "1", "-1", "32767"),
                of("INTEGER", "0", "1", "-1", "2147483647"),
                of("BIGINT", "0", "1", "9007199254740992", "9007199254740993"),
                of("NUMERIC(4,2)", "0", "1.00", "1.01", "-1.00"),
                of("NUMERIC(10,2)", "0", "1.00", "1.01", "-1.00", "99999999.99"),
                of("DECIMAL(18,10)", "1", "1.0000000001", "12345678.0000000001"),
                of("FLOAT", "0", -0.0f, 0.1f, Math.nextUp(0.1f), 1e30f),
                of("DOUBLE PRECISION", "0", -0.0, 0.1, Math.nextUp(0.1), 1e300, Double.MIN_VALUE, 1e15, 1e15 + 0.125),
                of("BOOLEAN", "TRUE", "FALSE"),
                padded("CHAR(5) CHARACTER SET UTF8"),
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
                of("CHAR(4) CHARACTER SET OCTETS", "x'00000001'", "x'00000100'", "x'FFFFFFFF'"),
                of("VARCHAR(10) CHARACTER SET OCTETS", "x''", "x'00'", "x'0000'", "x'01'", "x'0100'", "x'0120'"),
                of("BLOB SUB_TYPE BINARY", "x''", "x'00'", "x'0000'", "x'01'", "x'0100'", "x'0120'"),
                of("DATE", "DATE '2024-02-29'", "DATE '2024-03-01'", "DATE '1582-10-10'"),
                of("TIME", "TIME '00:00:00'", "TIME '23:59:59.9999'", "TIME '02:30:00'", "TIME '02:30:00.0001'"),
                of(
                        "TIMESTAMP",
                        "TIMESTAMP '2024-03-10 02:30:00'",
                        "TIMESTAMP '2024-03-10 03:30:00'",
                        "TIMESTAMP '2024-03-10 03:30:00.0001'",
                        "TIMESTAMP '1582-10-10 00:00:00'"),
                of("INTEGER [1:3]", "NULL").unguarded("arrays have no JDBC type that the driver reads"));
    }
}
