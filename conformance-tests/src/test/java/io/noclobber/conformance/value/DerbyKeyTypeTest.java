package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class DerbyKeyTypeTest extends KeyTypeContract {
    DerbyKeyTypeTest() {
        super(Engine.DERBY);
    }

    @Override
    protected List<KeySamples> keys() {
        return List.of(
                KeySamples.singles("REAL"),
                KeySamples.tenths("DOUBLE"),
                KeySamples.filledBytes("CHAR(4) FOR BIT DATA", "X'%s'", "2020"),
                KeySamples.integers("INTEGER"),
                KeySamples.integers("BIGINT"),
                KeySamples.decimals("DECIMAL(10,2)"),
                KeySamples.doubles("DOUBLE"),
                KeySamples.texts("VARCHAR(10)"),
                KeySamples.texts("CHAR(5)"),
                KeySamples.dates("DATE", "DATE('%s')"),
                KeySamples.times("TIME", "TIME('%s')"),
                KeySamples.timestamps("TIMESTAMP", "TIMESTAMP('%s')"),
                KeySamples.bytes("VARCHAR(10) FOR BIT DATA", "X'%s'"),
                KeySamples.bytes("CHAR(2) FOR BIT DATA", "X'%s'"),
                KeySamples.booleans("BOOLEAN", "TRUE", "FALSE"));
    }
}
