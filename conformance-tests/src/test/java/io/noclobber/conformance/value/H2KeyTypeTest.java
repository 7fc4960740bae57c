package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class H2KeyTypeTest extends KeyTypeContract {
    H2KeyTypeTest() {
        super(Engine.H2);
    }

    @Override
    protected List<KeySamples> keys() {
        return List.of(
                KeySamples.singles("REAL"),
                KeySamples.tenths("DOUBLE PRECISION"),
                KeySamples.decimals("DECFLOAT(20)"),
                KeySamples.literals(
                                "INTERVAL DAY TO SECOND",
                                "INTERVAL '1 02:00:00' DAY TO SECOND",
                                "INTERVAL '1 03:00:00' DAY TO SECOND",
                                "INTERVAL '1 02:00:00' DAY TO SECOND")
                        .with(java.time.Duration.ofHours(26), "INTERVAL '1 2:00:00' DAY TO SECOND"),
                KeySamples.literals(
                                "TIME WITH TIME ZONE",
                                "TIME WITH TIME ZONE '10:00:00+01:00'",
                                "TIME WITH TIME ZONE '11:00:00+01:00'",
                                "'10:00:00+01:00'")
                        .with(
                                java.time.OffsetTime.parse("10:00:00+01:00"),
                                java.time.OffsetTime.parse("09:00:00Z"),
                                "10:00:00+1:00"),
                KeySamples.filledBytes("BINARY(4)", "X'%s'", "0000"),
                KeySamples.literals("ENUM('a','b')", "'a'", "'b'", "'a'", "1").with("a", 1),
                KeySamples.timestamps("TIMESTAMP(3)", "TIMESTAMP '%s'")
                        .withOther("TIMESTAMP '2024-03-10 10:20:30.501'"),
                KeySamples.literals("INTEGER ARRAY", "ARRAY[1, 2]", "ARRAY[1, 3]", "ARRAY[1, 2]")
                        .with((Object) new Integer[] {1, 2}),
                KeySamples.integers("INTEGER"),
                KeySamples.integers("BIGINT"),
                KeySamples.decimals("DECIMAL(10,2)"),
                KeySamples.doubles("DOUBLE PRECISION"),
                KeySamples.texts("VARCHAR(10)"),
                KeySamples.texts("CHAR(5)"),
                KeySamples.texts("VARCHAR_IGNORECASE(10)"),
                KeySamples.numerals("VARCHAR(10)"),
                KeySamples.dates("DATE", "DATE '%s'"),
                KeySamples.times("TIME", "TIME '%s'"),
                KeySamples.timestamps("TIMESTAMP", "TIMESTAMP '%s'"),
                KeySamples.instants("TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH TIME ZONE '%s'"),
                KeySamples.uuids("UUID", "UUID '%s'"),
                KeySamples.bytes("VARBINARY(10)", "X'%s'"),
                KeySamples.bytes("BINARY(2)", "X'%s'"),
                KeySamples.booleans("BOOLEAN", "TRUE", "FALSE"));
    }
}
