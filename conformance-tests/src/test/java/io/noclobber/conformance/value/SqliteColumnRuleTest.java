package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.strings;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class SqliteColumnRuleTest extends ColumnRuleContract {
    SqliteColumnRuleTest() {
        super(Engine.SQLITE);
    }

    @Override
    protected List<TypeSamples> types() {
        return List.of(
                of("INTEGER", "0", "1", "-1", "9223372036854775807", "'a'", "'A'", "1.5"),
                of("BIGINT", "0", "9007199254740992", "9007199254740993"),
                of("REAL", "0.1", "0.10000000000000002", "1e300", "'a'"),
                of("NUMERIC", "1", "1.5", "'a'", "x'61'"),
                of("DECIMAL(10,2)", "1", "1.5", "1.51"),
                of("BOOLEAN", "0", "1", "'true'"),
                strings("TEXT"),
                strings("VARCHAR(20)"),
                strings("TEXT COLLATE NOCASE"),
                strings("TEXT COLLATE RTRIM"),
                of("BLOB", "1", "1.0", "'1'", "x'31'", "x''", "''", "x'00'", "x'0000'"),
                of("", "1", "1.0", "'1'", "x'31'", "'a'", "'A'"),
                of("DATE", "'2024-02-29'", "1709164800000", "'2024-02-29 '"),
                of("DATETIME", "'2024-03-10 02:30:00'", "'2024-03-10 03:30:00'", "'2024-03-10T02:30:00'"),
                of("TIMESTAMP", "'2024-03-10 02:30:00'", "'2024-03-10 02:30:00.000001'", "1"),
                of("JSON", "'{\"a\":1}'", "'{\"a\": 1}'", "'1'"));
    }
}
