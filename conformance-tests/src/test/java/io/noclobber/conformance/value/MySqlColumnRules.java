package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.padded;
import static io.noclobber.conformance.value.TypeSamples.strings;

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
                of("tinyint", "0", "1", "-1", "127"),
                of("tinyint(1)", "0", "1", "2", "-1"),
                of("boolean", "true", "false", "2"),
                of("tinyint unsigned", "0", "255"),
                of("tinyint(1) unsigned", "0", "1", "255"),
                of("smallint", "0", "1"),
                of("mediumint", "0", "1"),
                of("int", "0", "1", "2147483647"),
                of("int(5) zerofill", "0", "1"),
                of("bigint", "0", "9007199254740992", "9007199254740993"),
                of("bigint unsigned", "0", "9007199254740993", "18446744073709551615"),
                of("decimal(10,2)", "0", "1.00", "1.01", "-1.00"),
                of("decimal(10,2) zerofill", "0", "1.00", "1.01"),
                of("decimal(38,10)", "1", "1.0000000001"),
                of("float(7,3)", "0.1", "0.101"),
                of("double", "0.1", "0.10000000000000002", "1e300"),
                single(),
                padded("char(5)"),
                strings("varchar(20)"),
                strings("varchar(20) COLLATE utf8mb4_unicode_ci"),
                strings("varchar(20) COLLATE utf8mb4_bin"),
                strings("varchar(20) CHARACTER SET latin1"),
                strings("varchar(20) CHARACTER SET utf16"),
                strings("text"),
                strings("longtext COLLATE utf8mb4_bin"),
                of("varchar(20) CHARACTER SET utf8mb4", "'😀'", "'😁'"),
                of("binary(5)", "'a'", "'A'", "x'0000000001'"),
                of("varbinary(20)", "''", "x'00'", "x'0000'", "'a'", "'a '"),
                of("blob", "''", "x'00'", "x'0000'", "'a'", "'a '"),
                of("bit(1)", "b'0'", "b'1'"),
                of("bit(8)", "b'00000001'", "b'00110001'", "b'11111111'", "b'0'"),
                of("bit(12)", "b'00000001'", "b'0'", "b'111111111111'", "b'100000000'"),
                of("bit(64)", "1", "18446744073709551615"),
                date(),
                of("time", "'00:00:00'", "'-00:00:01'", "'838:59:59'", "'02:30:00'"),
                of("time(3)", "'00:00:00'", "'00:00:00.001'", "'-00:00:00.001'", "'00:00:00.1'", "'-838:59:58.999'"),
                of("time(4)", "'00:00:00'", "'00:00:00.001'", "'-00:00:00.0001'", "'00:00:00.1'"),
                of("time(6)", "'00:00:00'", "'-00:00:01.5'", "'10:00:00.000001'", "'-00:00:00.000001'"),
                of(
                        "datetime",
                        "'2024-03-10 02:30:00'",
                        "'2024-03-10 03:30:00'",
                        "'1582-10-10 00:00:00'",
                        "'0000-00-00 00:00:00'",
                        "'2024-00-10 00:00:00'"),
                of("datetime(3)", "'2024-03-10 02:30:00'", "'2024-03-10 02:30:00.001'", "'2024-03-10 02:30:00.1'"),
                of("datetime(6)", "'2024-03-10 02:30:00'", "'2024-03-10 02:30:00.000001'", "'2024-03-10 02:30:00.001'"),
                of("timestamp NULL", "'2024-01-10 02:30:00'", "'2024-01-10 02:30:01'", "'0000-00-00 00:00:00'"),
                of("timestamp(6) NULL", "'2024-01-10 02:30:00'", "'2024-01-10 02:30:00.000001'"),
                of("year", "2024", "2025", "1901", "2000", "0"),
                of("enum('a','B','é','1')", "'a'", "'B'", "'é'", "'1'"),
                of("set('a','b','c')", "''", "'a'", "'a,b'"),
                of("point", "ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('POINT(1 2.5)')")));
        if (engine == Engine.MARIADB) {
            types.addAll(List.of(
                    of("json", "'{\"a\":1}'", "'{\"a\": 1}'", "'{\"A\":1}'", "'{\"a\":1} '"),
                    of("uuid", "'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'"),
                    of("inet6", "'::1'", "'::2'"),
                    of("inet4", "'10.0.0.1'", "'10.0.0.2'")));
        }
        return types;
    }

    private TypeSamples single() {
        TypeSamples samples = of("float", "0.1", "0.10000001", "0.3", "1e30", "12.5", "16777217", "0");
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
