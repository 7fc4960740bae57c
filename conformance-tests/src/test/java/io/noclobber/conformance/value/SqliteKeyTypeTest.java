package io.noclobber.conformance.value;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class SqliteKeyTypeTest extends KeyTypeContract {
    SqliteKeyTypeTest() {
        super(Engine.SQLITE);
    }

    @Override
    protected List<KeySamples> keys() {
        return List.of(
                KeySamples.tenths("REAL"),
                KeySamples.literals("", "'5'", "5", "'5'", "'5'").with("5"),
                KeySamples.literals("INTEGER", "5", "6", "5").with(true),
                KeySamples.literals("DATE", "'2024-03-10'", "'2024-03-10 '", "'2024-03-10'")
                        .with("2024-03-10", java.time.LocalDate.of(2024, 3, 10)),
                KeySamples.integers("INTEGER"),
                KeySamples.integers("BIGINT"),
                KeySamples.decimals("DECIMAL(10,2)"),
                KeySamples.doubles("DOUBLE"),
                KeySamples.texts("VARCHAR(10)"),
                KeySamples.texts("CHAR(5)"),
                KeySamples.texts("TEXT COLLATE NOCASE"),
                KeySamples.texts("TEXT COLLATE RTRIM"),
                KeySamples.numerals("VARCHAR(10)"),
                KeySamples.dates("DATE", "'%s'"),
                KeySamples.timestamps("TIMESTAMP", "'%s'"),
                KeySamples.uuids("UUID", "'%s'"),
                KeySamples.bytes("BLOB", "x'%s'"),
                KeySamples.booleans("BOOLEAN", "TRUE", "FALSE"));
    }
}
