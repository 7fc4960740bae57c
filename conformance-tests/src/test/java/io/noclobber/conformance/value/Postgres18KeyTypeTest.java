package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class Postgres18KeyTypeTest extends KeyTypeContract {
    Postgres18KeyTypeTest() {
        super(Engine.POSTGRESQL_18);
    }

    @Override
    protected List<KeySamples> keys() {
        return List.of(
                KeySamples.integers("integer"),
                KeySamples.integers("bigint"),
                KeySamples.decimals("numeric(10,2)"),
                KeySamples.doubles("double precision"),
                KeySamples.texts("varchar(10)"),
                KeySamples.texts("char(5)"),
                KeySamples.numerals("varchar(10)"),
                KeySamples.dates("date", "date '%s'"),
                KeySamples.times("time", "time '%s'"),
                KeySamples.timestamps("timestamp", "timestamp '%s'"),
                KeySamples.instants("timestamptz", "timestamptz '%s'"),
                KeySamples.uuids("uuid", "uuid '%s'"),
                KeySamples.bytes("bytea", "'\\x%s'::bytea"),
                KeySamples.booleans("boolean", "true", "false"));
    }
}
