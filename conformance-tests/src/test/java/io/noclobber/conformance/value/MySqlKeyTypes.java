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
                KeySamples.tenths("double"),
                KeySamples.literals("float", "0.5", "0.25", "0.5").with(0.5f, 0.5),
                KeySamples.literals("year", "2024", "2025", "2024", "'2024'", "24", "'24'")
                        .with(2024, (short) 2024, "2024", java.sql.Date.valueOf("2024-01-01")),
                KeySamples.literals("bit(8)", "b'101'", "b'110'", "b'101'", "5", "x'05'")
                        .with(5, new byte[] {5}, "\u0005"),
                KeySamples.literals("bit(1)", "b'1'", "b'0'", "b'1'", "1").with(true, 1),
                KeySamples.literals("tinyint(1)", "2", "1", "2", "'2'").with(2, "2", true),
                KeySamples.literals("time", "'30:00:00'", "'06:00:00'", "'30:00:00'", "'1 06:00:00'", "300000")
                        .with("30:00:00", java.time.Duration.ofHours(30)),
                KeySamples.filledBytes("binary(4)", "x'%s'", "0000"),
                KeySamples.literals("enum('a','B')", "'a'", "'B'", "'a'", "'A'", "1")
                        .with("a", "A", 1),
                KeySamples.timestamps("datetime(3)", "timestamp '%s'").withOther("timestamp '2024-03-10 10:20:30.501'"),
                KeySamples.germanTexts("varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_german2_ci"),
                KeySamples.literals(
                                "bigint unsigned",
                                "18446744073709551615",
                                "18446744073709551614",
                                "18446744073709551615",
                                "'18446744073709551615'")
                        .with(new java.math.BigInteger("18446744073709551615"), "18446744073709551615"),
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
