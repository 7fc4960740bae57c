package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class FirebirdKeyTypeTest extends KeyTypeContract {
    FirebirdKeyTypeTest() {
        super(Engine.FIREBIRD);
    }

    /** It would wait for the other connection, without a limit. */
    @Override
    protected boolean dropsTables() {
        return false;
    }

    @Override
    protected List<KeySamples> keys() {
        return List.of(
                KeySamples.singles("FLOAT"),
                KeySamples.tenths("DOUBLE PRECISION"),
                KeySamples.timestamps("TIMESTAMP", "timestamp '%s'").withOther("timestamp '2024-03-10 10:20:30.5001'"),
                KeySamples.filledBytes("CHAR(4) CHARACTER SET OCTETS", "x'%s'", "0000"),
                KeySamples.integers("INTEGER"),
                KeySamples.integers("BIGINT"),
                KeySamples.decimals("DECIMAL(10,2)"),
                KeySamples.doubles("DOUBLE PRECISION"),
                KeySamples.texts("VARCHAR(10) CHARACTER SET UTF8"),
                KeySamples.texts("CHAR(5) CHARACTER SET UTF8"),
                KeySamples.numerals("VARCHAR(10)"),
                KeySamples.dates("DATE", "date '%s'"),
                KeySamples.times("TIME", "time '%s'"),
                KeySamples.bytes("VARCHAR(10) CHARACTER SET OCTETS", "x'%s'"),
                KeySamples.booleans("BOOLEAN", "TRUE", "FALSE"));
    }
}
