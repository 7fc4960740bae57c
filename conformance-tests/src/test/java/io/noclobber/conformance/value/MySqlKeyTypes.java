package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

/** The types of keys of MariaDB and MySQL. */
abstract class MySqlKeyTypes extends KeyTypeContract {
    MySqlKeyTypes(Engine engine) {
        super(engine);
    }

    @Override
    protected List<KeySamples> keys() {
        return List.of(
                KeySamples.integers("integer"),
                KeySamples.integers("bigint"),
                KeySamples.decimals("decimal(10,2)"),
                KeySamples.doubles("double"),
                KeySamples.texts("varchar(10)"),
                KeySamples.texts("char(5)"),
                KeySamples.texts("varchar(10) COLLATE utf8mb4_bin"),
                KeySamples.numerals("varchar(10)"),
                KeySamples.dates("date", "date '%s'"),
                KeySamples.times("time", "time '%s'"),
                KeySamples.timestamps("datetime(6)", "timestamp '%s'"),
                KeySamples.timestamps("timestamp(6) DEFAULT '2000-01-01 00:00:00'", "timestamp '%s'"),
                KeySamples.bytes("varbinary(10)", "x'%s'"),
                KeySamples.bytes("binary(2)", "x'%s'"));
    }
}
