package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class HsqldbKeyTypeTest extends KeyTypeContract {
    HsqldbKeyTypeTest() {
        super(Engine.HSQLDB);
    }

    @Override
    protected List<KeySamples> keys() {
        return List.of(
                KeySamples.literals("BIT(4)", "B'1010'", "B'0010'", "B'1010'"),
                KeySamples.literals("BIT VARYING(4)", "B'101'", "B'001'", "B'101'")
                        .with("101"),
                KeySamples.literals("INTERVAL MONTH", "INTERVAL '5' MONTH", "INTERVAL '6' MONTH", "INTERVAL '5' MONTH")
                        .with(java.time.Period.ofMonths(5), "5"),
                KeySamples.literals(
                                "TIME WITH TIME ZONE",
                                "TIME '10:00:00+01:00'",
                                "TIME '11:00:00+01:00'",
                                "TIME '10:00:00+01:00'")
                        .with(
                                java.time.OffsetTime.parse("10:00:00+01:00"),
                                java.time.OffsetTime.parse("09:00:00Z"),
                                "10:00:00+1:00"),
                KeySamples.filledBytes("BINARY(4)", "X'%s'", "0000"),
                KeySamples.germanTexts("VARCHAR(20) COLLATE \"German 0\""),
                KeySamples.timestamps("TIMESTAMP(3)", "TIMESTAMP '%s'")
                        .withOther("TIMESTAMP '2024-03-10 10:20:30.501'"),
                KeySamples.integers("INTEGER"),
                KeySamples.integers("BIGINT"),
                KeySamples.decimals("DECIMAL(10,2)"),
                KeySamples.doubles("DOUBLE"),
                KeySamples.texts("VARCHAR(10)"),
                KeySamples.texts("CHAR(5)"),
                KeySamples.texts("VARCHAR_IGNORECASE(10)"),
                KeySamples.numerals("VARCHAR(10)"),
                KeySamples.dates("DATE", "DATE '%s'"),
                KeySamples.times("TIME", "TIME '%s'"),
                KeySamples.timestamps("TIMESTAMP", "TIMESTAMP '%s'"),
                KeySamples.instants("TIMESTAMP WITH TIME ZONE", "TIMESTAMP '%s'"),
                KeySamples.uuids("UUID", "CAST('%s' AS UUID)"),
                KeySamples.bytes("VARBINARY(10)", "X'%s'"),
                KeySamples.bytes("BINARY(2)", "X'%s'"),
                KeySamples.booleans("BOOLEAN", "TRUE", "FALSE"));
    }
}
