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
