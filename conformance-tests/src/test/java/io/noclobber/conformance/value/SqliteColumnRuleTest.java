package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.unicode;

import io.noclobber.conformance.database.Engine;
import java.util.List;

class SqliteColumnRuleTest extends DocumentedColumnRules {
    SqliteColumnRuleTest() {
        super(Engine.SQLITE);
    }

    @Override
    protected List<TypeSamples> types() {
        return List.of(
                of("INTEGER", "0", "1", "-1", "9223372036854775807", "'a'", "'A'", "1.5", "x'31'", "''", "x''", "' '")
                        .random(RandomValues.integers(Long.MIN_VALUE + 1, Long.MAX_VALUE)),
                of("INT", "0", "1", "2147483648").random(RandomValues.integers(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                of("BIGINT", "0", "9007199254740992", "9007199254740993", "9007199254740993.5")
                        .random(RandomValues.integers(Long.MIN_VALUE + 1, Long.MAX_VALUE)),
                of("REAL", "0.1", "0.10000000000000002", "1e300", "'a'", "9e999", "-9e999", "x'31'", 0.0)
                        .alike(0.0, -0.0)
                        .random(RandomValues.doubles()),
                of("FLOAT", "0.1", "0.10000000000000002", "1").random(RandomValues.doubles()),
                of("DOUBLE PRECISION", "0.1", "0.10000000000000002", "1").random(RandomValues.doubles()),
                of("NUMERIC", "1", "1.5", "'a'", "x'61'").random(RandomValues.doubles()),
                of("DECIMAL(10,2)", "1", "1.5", "1.51").alike("1.5", "1.50"),
                of("BOOLEAN", "0", "1", "'true'", "'TRUE'"),
                unicode("TEXT"),
                unicode("CHAR(5)"),
                unicode("VARCHAR(20)"),
                unicode("NVARCHAR(20)"),
                unicode("CLOB"),
                unicode("TEXT COLLATE NOCASE"),
                unicode("TEXT COLLATE RTRIM"),
                of("TEXT", "'a'", "'a'||char(0)", "char(0)", "char(0)||'a'", "x'61'", "x'00'"),
                of("BLOB", "1", "1.0", "'1'", "x'31'", "x''", "''", "x'00'", "x'0000'", "zeroblob(3)")
                        .random(RandomValues.bytes(1, 99, "x'%s'")),
                of("", "1", "1.0", "'1'", "x'31'", "'a'", "'A'", "0", "0.0", "''", "x''"),
                of("ANYTHING", "1", "1.5", "'a'", "x'31'"),
                of("DATE", "'2024-02-29'", "1709164800000", "'2024-02-29 '").random(RandomValues.dates("'%s'")),
                of("DATETIME", "'2024-03-10 02:30:00'", "'2024-03-10 03:30:00'", "'2024-03-10T02:30:00'", "2460379.6")
                        .random(RandomValues.timestamps(3, "'%s'")),
                of("TIMESTAMP", "'2024-03-10 02:30:00'", "'2024-03-10 02:30:00.000001'", "1", "'2024-03-10 02:30:00.0'")
                        .random(RandomValues.timestamps(6, "'%s'")),
                of("TIME", "'10:00:00'", "'10:00'", "36000").random(RandomValues.times(3, "'%s'")),
                of("JSON", "'{\"a\":1}'", "'{\"a\": 1}'", "'1'", "'null'", "'{\"a\":1,\"b\":2}'", "'{\"b\":2,\"a\":1}'")
                        .random(RandomValues.json("'%s'")),
                of("UUID", "'00000000-0000-0000-0000-00000000000a'", "'00000000-0000-0000-0000-00000000000A'")
                        .random(RandomValues.uuids("'%s'")));
    }
}
