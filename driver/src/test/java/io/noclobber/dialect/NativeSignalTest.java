package io.noclobber.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.dialect.Dialect.NativeSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeSignalTest {
    private static final MySqlDriver MARIADB_DRIVER = new MySqlDriver(false, false, false, false);
    private static final Map<String, Dialect> DIALECTS = Map.ofEntries(
            Map.entry("HSQLDB", new HsqldbDialect()),
            Map.entry("H2", new H2Dialect()),
            Map.entry("Derby", new DerbyDialect()),
            Map.entry("SQLite", new SqliteDialect()),
            Map.entry("PostgreSQL", new PostgresDialect()),
            Map.entry("Firebird", new FirebirdDialect()),
            Map.entry("MariaDB", new MariaDbDialect(MARIADB_DRIVER)),
            Map.entry("MySQL", new MySqlDialect(MARIADB_DRIVER)),
            Map.entry("other", new GenericDialect("other", true, true)),
            Map.entry("DuckDB", new DuckDbDialect()));

    @ParameterizedTest
    @CsvSource({
        "HSQLDB, 40001, -4861, CHANGED_ROLLED_BACK",
        "HSQLDB, 23505, -104, NONE",
        "H2, 40001, 40001, CHANGED_ROLLED_BACK",
        "H2, 90131, 90131, CHANGED_ALIVE",
        "H2, HYT00, 50200, NONE",
        "Derby, 40XL1, 30000, CHANGED_ROLLED_BACK",
        "Derby, 40001, 30000, CHANGED_ROLLED_BACK",
        "Derby, 23505, 20000, NONE",
        "SQLite, , 5, CHANGED_MUST_ROLL_BACK",
        "SQLite, , 517, CHANGED_MUST_ROLL_BACK",
        "SQLite, , 19, NONE",
        "PostgreSQL, 40001, 0, CHANGED_MUST_ROLL_BACK",
        "PostgreSQL, 40P01, 0, CHANGED_MUST_ROLL_BACK",
        "PostgreSQL, 55P03, 0, NONE",
        "PostgreSQL, 25P02, 0, NONE",
        "MariaDB, HY000, 1020, CHANGED_ROLLED_BACK",
        "MariaDB, 40001, 1213, CHANGED_ROLLED_BACK",
        "MariaDB, HY000, 1205, NONE",
        "Firebird, 40001, 335544336, CHANGED_ALIVE",
        "Firebird, HY000, 335544510, NONE",
        "MySQL, 40001, 1213, CHANGED_ROLLED_BACK",
        "MySQL, HY000, 1020, CHANGED_ALIVE",
        "MySQL, HY000, 1205, NONE",
        "other, 40003, 0, CHANGED_MUST_ROLL_BACK",
        "other, , 0, NONE"
    })
    void error_saysWhatItMeansForTheTransaction(String engine, @Nullable String state, int code, NativeSignal signal) {
        Dialect dialect = DIALECTS.get(engine);

        assertThat(dialect).isNotNull();
        assertThat(dialect.signal(new SQLException("no", state, code), Connection.TRANSACTION_REPEATABLE_READ))
                .isEqualTo(signal);
    }

    @ParameterizedTest
    @CsvSource({
        "TransactionContext Error: Conflict on update!, CHANGED_MUST_ROLL_BACK",
        "TransactionContext Error: Conflict on tuple deletion!, CHANGED_MUST_ROLL_BACK",
        "TransactionContext Error: Current transaction is aborted (please ROLLBACK), NONE",
        "Constraint Error: Conflict on update, NONE"
    })
    void errorWithoutStateAndCode_isToldByItsMessage(String message, NativeSignal signal) {
        assertThat(new DuckDbDialect().signal(new SQLException(message), Connection.TRANSACTION_REPEATABLE_READ))
                .isEqualTo(signal);
    }

    @ParameterizedTest
    @CsvSource({
        "H2, jdbc:h2:mem:, false, true",
        "H2, jdbc:h2:mem:;MODE=MySQL, false, true",
        "H2, jdbc:h2:mem:named, true, true",
        "H2, jdbc:h2:./file, true, false",
        "HSQLDB, jdbc:hsqldb:mem:named, true, true",
        "HSQLDB, jdbc:hsqldb:file:x, true, false",
        "Derby, jdbc:derby:memory:x;create=true, true, true",
        "SQLite, jdbc:sqlite:, false, true",
        "SQLite, jdbc:sqlite::memory:, false, true",
        "SQLite, jdbc:sqlite:file::memory:?cache=shared, true, true",
        "SQLite, jdbc:sqlite:x.db, true, false",
        "PostgreSQL, jdbc:postgresql://a/db, true, false",
        "PostgreSQL, 'jdbc:postgresql://a,b/db?loadBalanceHosts=true', false, false",
        "PostgreSQL, 'jdbc:postgresql://a,b/db?targetServerType=preferSecondary', false, false",
        "MariaDB, jdbc:mariadb://a/db, true, false",
        "MariaDB, 'jdbc:mariadb:loadbalance://a,b/db', false, false",
        "DuckDB, jdbc:duckdb:, false, true",
        "DuckDB, jdbc:duckdb::memory:, false, true",
        "DuckDB, jdbc:duckdb:;threads=1, false, true",
        "DuckDB, jdbc:duckdb::memory:named, true, true",
        "DuckDB, jdbc:duckdb:memory:named;threads=1, true, true",
        "DuckDB, jdbc:duckdb:/x/y.db, true, false"
    })
    void url_saysWhetherOthersReachTheSameDatabase(String engine, String url, boolean same, boolean vanishes) {
        Dialect dialect = DIALECTS.get(engine);

        assertThat(dialect).isNotNull();
        assertThat(dialect.reachesSameDatabase(url)).as(url).isEqualTo(same);
        assertThat(dialect.vanishes(url)).as(url).isEqualTo(vanishes);
    }
}
