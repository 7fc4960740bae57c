package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

/** Of types that are alike to the driver only one: each statement takes it a millisecond. */
class DuckDbKeyTypeTest extends KeyTypeContract {
    DuckDbKeyTypeTest() {
        super(Engine.DUCKDB);
    }

    @Override
    protected List<KeySamples> keys() {
        return List.of(
                KeySamples.singles("REAL"),
                KeySamples.tenths("DOUBLE"),
                KeySamples.doubles("DOUBLE"),
                KeySamples.literals("DOUBLE", "'nan'", "1", "'nan'", "'nan'::DOUBLE")
                        .with(Double.NaN, Float.NaN),
                KeySamples.literals("DOUBLE", "'0.0'", "1", "'-0.0'", "0", "'0.0'")
                        .with(0.0, -0.0),
                KeySamples.integers("INTEGER"),
                KeySamples.integers("HUGEINT"),
                KeySamples.decimals("DECIMAL(10,2)"),
                KeySamples.texts("VARCHAR"),
                KeySamples.texts("VARCHAR COLLATE NOCASE.NOACCENT"),
                KeySamples.numerals("VARCHAR"),
                KeySamples.literals("ENUM ('a', 'b')", "'a'", "'b'", "'a'").with("a"),
                KeySamples.literals("BIT", "'0101'", "'0001'", "'0101'", "'0101'::BIT")
                        .with("0101"),
                KeySamples.dates("DATE", "DATE '%s'"),
                KeySamples.times("TIME", "TIME '%s'"),
                KeySamples.timestamps("TIMESTAMP", "TIMESTAMP '%s'"),
                KeySamples.timestamps("TIMESTAMP_MS", "TIMESTAMP '%s'")
                        .withOther("TIMESTAMP '2024-03-10 10:20:30.501'"),
                KeySamples.timestamps("TIMESTAMP_NS", "'%s'"),
                KeySamples.instants("TIMESTAMPTZ", "TIMESTAMPTZ '%s'"),
                KeySamples.literals("TIMETZ", "'10:00:00+01'", "'11:00:00+01'", "'10:00:00+01:00'", "'09:00:00+00'")
                        .with(java.time.OffsetTime.parse("10:00:00+01:00")),
                KeySamples.uuids("UUID", "UUID '%s'"),
                KeySamples.bytes("BLOB", "from_hex('%s')"),
                KeySamples.booleans("BOOLEAN", "TRUE", "FALSE"));
    }
}
