package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.padded;
import static io.noclobber.conformance.value.TypeSamples.strings;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class DerbyColumnRuleTest extends ColumnRuleContract {
    DerbyColumnRuleTest() {
        super(Engine.DERBY);
    }

    @Override
    protected List<TypeSamples> types() {
        return List.of(
                of("SMALLINT", "0", "1", "-1", "32767"),
                of("INTEGER", "0", "1", "-1", "2147483647"),
                of("BIGINT", "0", "1", "9007199254740992", "9007199254740993"),
                of("NUMERIC(10,2)", "0", "1.00", "1.01", "-1.00", "99999999.99"),
                of("DECIMAL(31,10)", "1", "1.0000000001", "123456789012345678901.0000000001"),
                of("REAL", "CAST(0.1 AS REAL)", "CAST(0.10000001 AS REAL)"),
                of("DOUBLE", "0.1E0", "0.10000000000000002E0"),
                of("BOOLEAN", "TRUE", "FALSE"),
                padded("CHAR(5)"),
                strings("VARCHAR(20)"),
                strings("LONG VARCHAR"),
                strings("CLOB"),
                of("CHAR(4) FOR BIT DATA", "X'00000001'", "X'00000100'", "X'FFFFFFFF'"),
                of("VARCHAR(20) FOR BIT DATA", "X''", "X'00'", "X'0000'", "X'01'", "X'0120'", "X'012020'"),
                of("LONG VARCHAR FOR BIT DATA", "X'00'", "X'0000'", "X'01'", "X'0120'"),
                of("BLOB", "CAST(X'00' AS BLOB)", "CAST(X'0000' AS BLOB)", "CAST(X'01' AS BLOB)"),
                of("DATE", "DATE('2024-02-29')", "DATE('2024-03-01')", "DATE('1582-10-10')"),
                of("TIME", "TIME('00:00:00')", "TIME('23:59:59')", "TIME('02:30:00')"),
                // A time of day that the zone of the JVM skips is moved by the engine before it is stored.
                of(
                        "TIMESTAMP",
                        "TIMESTAMP('2024-03-10 03:30:00')",
                        "TIMESTAMP('2024-03-10 03:30:00.000001')",
                        "TIMESTAMP('2024-03-10 03:30:00.000000001')"),
                of("XML", "XMLPARSE(DOCUMENT '<a/>' PRESERVE WHITESPACE)").unguarded("the driver cannot read it"));
    }
}
