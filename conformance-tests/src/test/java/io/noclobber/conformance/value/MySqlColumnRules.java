package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.padded;
import static io.noclobber.conformance.value.TypeSamples.strings;
import static io.noclobber.conformance.value.TypeSamples.unicode;

import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.conformance.database.MySqlDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The types of MariaDB and MySQL, by one of two drivers in one of two protocols. */
abstract class MySqlColumnRules extends DocumentedColumnRules {
    private final Engine engine;
    private final MySqlDriver driver;
    private final boolean binary;

    MySqlColumnRules(Engine engine, MySqlDriver driver, boolean binary) {
        super(engine);
        this.engine = engine;
        this.driver = driver;
        this.binary = binary;
    }

    @Override
    protected Database variant(Database database) {
        return driver.to(database, binary ? "useServerPrepStmts=true" : "useServerPrepStmts=false");
    }

    /** Zero dates are stored where nothing forbids them. */
    @Override
    protected Connection connect(Database database) throws SQLException {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = 'STRICT_TRANS_TABLES'");
        }
        return connection;
    }

    /** A plain statement is sent as text whatever is asked for. */
    @Override
    protected boolean plainReadsAreExact() {
        return !binary;
    }

    @Override
    protected String label() {
        return super.label()
                + (driver == MySqlDriver.CONNECTOR_J ? ", Connector/J" : "")
                + (binary ? ", useServerPrepStmts=true" : "");
    }

    @Override
    protected List<TypeSamples> types() {
        List<TypeSamples> types = new ArrayList<>(List.of(
                of("tinyint", "0", "1", "-1", "127", "-128").random(RandomValues.integers(-128, 127)),
                of("tinyint(1)", "0", "1", "2", "-1"),
                of("boolean", "true", "false", "2"),
                of("tinyint unsigned", "0", "255").random(RandomValues.integers(0, 255)),
                of("tinyint(1) unsigned", "0", "1", "255"),
                of("smallint", "0", "1", "-32768").random(RandomValues.integers(-32768, 32767)),
                of("smallint unsigned", "0", "65535").random(RandomValues.integers(0, 65535)),
                of("mediumint", "0", "1", "-8388608").random(RandomValues.integers(-8388608, 8388607)),
                of("mediumint unsigned", "0", "16777215").random(RandomValues.integers(0, 16777215)),
                of("int", "0", "1", "2147483647").random(RandomValues.integers(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                of("int unsigned", "0", "4294967295").random(RandomValues.integers(0, 4294967295L)),
                of("int(5) zerofill", "0", "1", "123456"),
                of("bigint", "0", "9007199254740992", "9007199254740993", "-9223372036854775808")
                        .random(RandomValues.integers(Long.MIN_VALUE + 1, Long.MAX_VALUE)),
                of("bigint unsigned", "0", "9007199254740993", "18446744073709551615")
                        .random(RandomValues.integers(0, Long.MAX_VALUE)),
                of("decimal(10,2)", "0", "1.00", "1.01", "-1.00")
                        .alike("1.00", "1", "1.000")
                        .random(RandomValues.decimals(10, 2)),
                of("decimal(10,2) zerofill", "0", "1.00", "1.01"),
                of("decimal(38,10)", "1", "1.0000000001").random(RandomValues.decimals(38, 10)),
                of("float(7,3)", "0.1", "0.101", "0").alike("0", "-0e0", "-0.0001"),
                of("double(10,3)", "0.1", "0.101", "1234567.891", "0").alike("0", "-0e0", "-0.0001"),
                of("double", "0.1", "0.10000000000000002", "1e300", "5e-324", "0e0", "-0e0")
                        .random(RandomValues.doubles()),
                of("double unsigned", "0", "0.1", "0.10000000000000002"),
                single(),
                padded("char(5)").alike("'a'", "'a '", "'a   '"),
                padded("char(5) COLLATE utf8mb4_bin"),
                strings("varchar(20)"),
                strings("varchar(20) COLLATE utf8mb4_unicode_ci"),
                strings("varchar(20) COLLATE utf8mb4_bin"),
                strings("varchar(20) CHARACTER SET latin1"),
                strings("varchar(20) CHARACTER SET utf16"),
                strings("tinytext"),
                strings("text"),
                strings("mediumtext"),
                strings("longtext COLLATE utf8mb4_bin"),
                unicode("varchar(20) CHARACTER SET utf8mb4"),
                of("binary(5)", "x'6100000000'", "x'4100000000'", "x'0000000001'")
                        .random(RandomValues.bytes(5, 5, "x'%s'")),
                bytes("varbinary(20)", 20),
                bytes("tinyblob", 20),
                bytes("blob", 99),
                bytes("longblob", 99),
                of("bit(1)", "b'0'", "b'1'"),
                of("bit(8)", "b'00000001'", "b'00110001'", "b'11111111'", "b'0'"),
                of("bit(12)", "b'00000001'", "b'0'", "b'111111111111'", "b'100000000'"),
                of("bit(64)", "1", "18446744073709551615"),
                date(),
                of("time", "'00:00:00'", "'-00:00:01'", "'838:59:59'", "'02:30:00'"),
                of("time(3)", "'00:00:00'", "'00:00:00.001'", "'-00:00:00.001'", "'00:00:00.1'", "'-838:59:58.999'"),
                of("time(4)", "'00:00:00'", "'00:00:00.001'", "'-00:00:00.0001'", "'00:00:00.1'"),
                of("time(6)", "'00:00:00'", "'-00:00:01.5'", "'10:00:00.000001'", "'-00:00:00.000001'")
                        .random(RandomValues.times(6, "'%s'")),
                times("datetime", "'0000-00-00 00:00:00'", "'2024-00-10 00:00:00'", "'1582-10-10 00:00:00'"),
                times("datetime(3)", "'2024-03-10 02:30:00.001'", "'2024-03-10 02:30:00.1'")
                        .random(RandomValues.timestamps(3, "'%s'")),
                times("datetime(6)", "'2024-03-10 02:30:00.000001'", "'2024-03-10 02:30:00.001'")
                        .random(RandomValues.timestamps(6, "'%s'")),
                times("timestamp NULL", "'0000-00-00 00:00:00'"),
                times("timestamp(6) NULL", "'2024-03-10 02:30:00.000001'")
                        .random(RandomValues.timestamps(6, "'%s'", 1971, 2037)),
                of("year", "2024", "2025", "1901", "2000", "0"),
                of("enum('a','B','é','1')", "'a'", "'B'", "'é'", "'1'"),
                of("enum('x','X') COLLATE utf8mb4_bin", "'x'", "'X'"),
                of("set('a','b','c')", "''", "'a'", "'a,b'"),
                of("point", "ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('POINT(1 2.5)')"),
                of("geometry", "ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('LINESTRING(1 2,3 4)')")));
        if (engine == Engine.MARIADB) {
            types.addAll(List.of(
                    of(
                                    "json",
                                    "'{\"a\":1}'",
                                    "'{\"a\": 1}'",
                                    "'{\"A\":1}'",
                                    "'{\"a\":1} '",
                                    "'{\"a\":1,\"b\":2}'",
                                    "'{\"b\":2,\"a\":1}'")
                            .random(RandomValues.json("'%s'")),
                    of("uuid", "'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'"),
                    of("inet6", "'::1'", "'::2'"),
                    of("inet4", "'10.0.0.1'", "'10.0.0.2'")));
        }
        return types;
    }

    private static TypeSamples bytes(String type, int longest) {
        return of(type, "''", "x'00'", "x'0000'", "x'61'", "x'41'", "x'6120'")
                .random(RandomValues.bytes(1, longest, "x'%s'"));
    }

    /** Times of day that clocks skip or repeat in the zones of the rounds, and {@code more}. */
    private static TypeSamples times(String type, Object... more) {
        List<Object> values = new ArrayList<>(List.of(
                "'2024-03-10 02:30:00'",
                "'2024-03-10 03:30:00'",
                "'2024-03-10 03:30:01'",
                "'2024-11-03 01:30:00'",
                "'2024-10-06 02:15:00'",
                "'2024-10-06 02:45:00'",
                "'2024-04-07 01:45:00'"));
        values.addAll(List.of(more));
        return of(type, values.toArray());
    }

    private TypeSamples single() {
        TypeSamples samples = of("float", "0.1", "0.10000001", "0.3", "1e30", "12.5", "16777217", "0", "-0e0");
        return binary ? samples : samples.unguarded("sent as text, a FLOAT has six digits");
    }

    private TypeSamples date() {
        TypeSamples samples =
                of("date", "'2024-02-29'", "'2024-03-01'", "'0001-01-01'", "'1582-10-10'", "'0000-00-00'");
        return driver == MySqlDriver.MARIADB && binary
                ? samples
                : of(
                        "date",
                        "'2024-02-29'",
                        "'2024-03-01'",
                        "'0001-01-01'",
                        "'1582-10-10'",
                        "'0000-00-00'",
                        "'2024-02-00'");
    }
}
