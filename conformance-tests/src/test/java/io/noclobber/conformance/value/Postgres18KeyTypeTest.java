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
                KeySamples.singles("real"),
                KeySamples.tenths("double precision"),
                KeySamples.decimals("numeric"),
                KeySamples.literals("double precision", "'NaN'", "1", "'NaN'", "'NaN'::float8")
                        .with(Double.NaN, Float.NaN),
                KeySamples.literals("numeric", "'NaN'", "1", "'NaN'").with(Double.NaN),
                KeySamples.literals(
                        "interval",
                        "'1 day'",
                        "'2 days'",
                        "'1 day'",
                        "'24 hours'",
                        "interval '24:00:00'",
                        "interval '1' day"),
                KeySamples.literals("inet", "'10.0.0.1'", "'10.0.0.2'", "'10.0.0.1'", "'10.0.0.1/32'"),
                KeySamples.literals(
                        "macaddr",
                        "'08:00:2b:01:02:03'",
                        "'08:00:2b:01:02:04'",
                        "'08002b:010203'",
                        "'08-00-2B-01-02-03'"),
                KeySamples.literals(
                        "money", "'$1,000.50'", "'$1,000.51'", "'1000.50'", "'$1,000.50'", "1000.50::money"),
                KeySamples.literals("jsonb", "'{\"a\": 1}'", "'{\"a\": 2}'", "'{\"a\":1}'", "'{\"a\": 1.0}'"),
                KeySamples.literals("int4range", "'[1,5)'", "'[1,6)'", "'[1,4]'", "'[1,5)'"),
                KeySamples.literals("int[]", "'{1,2}'", "'{1,3}'", "'{1,2}'", "'{ 1, 2 }'", "ARRAY[1,2]"),
                KeySamples.literals("timetz", "'10:00:00+01'", "'11:00:00+01'", "'10:00:00+01:00'")
                        .with(java.time.OffsetTime.parse("10:00:00+01:00")),
                KeySamples.literals("bit(4)", "B'0101'", "B'0001'", "B'0101'", "'0101'", "5::bit(4)"),
                KeySamples.literals("bit(1)", "B'1'", "B'0'", "B'1'", "'1'"),
                KeySamples.literals("name", "'Ab'", "'ab'", "'Ab'").with("Ab"),
                KeySamples.timestamps("timestamp(3)", "timestamp '%s'")
                        .withOther("timestamp '2024-03-10 10:20:30.501'"),
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
