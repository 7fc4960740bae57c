package io.noclobber.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectsTest {

    @ParameterizedTest
    @CsvSource({
        "HSQL Database Engine, HSQLDB",
        "H2, H2",
        "Apache Derby, Derby",
        "SQLite, SQLite",
        "PostgreSQL, PostgreSQL",
        "MariaDB, MariaDB",
        "MySQL, MySQL",
        "Firebird 3.0, Firebird",
        "Oracle, Oracle",
        "Microsoft SQL Server, SQL Server",
        "DB2/LINUXX8664, Db2",
        "DB2, Db2",
        "Apache Ignite, Apache Ignite",
        "Informix Dynamic Server, Informix Dynamic Server"
    })
    void product_decidesTheDialect(String product, String dialect) throws SQLException {
        assertThat(Dialects.of(connection(product, "8.0", "some driver", "jdbc:some:thing"))
                        .name())
                .isEqualTo(dialect);
    }

    @Test
    void mariaDb_behindTheDriverOfMySql_isMariaDb() throws SQLException {
        Dialect dialect =
                Dialects.of(connection("MySQL", "11.4.5-MariaDB", "MySQL Connector/J", "jdbc:mysql://localhost/x"));

        assertThat(dialect.name()).isEqualTo("MariaDB");
        assertThat(dialect.rule(new ColumnType("c", Types.DATE, "DATE", 10, 0, "date")))
                .isEqualTo(Rules.EQUAL_STRING);
    }

    @Test
    void binaryRows_makeFloatsComparable() throws SQLException {
        ColumnType single = new ColumnType("c", Types.REAL, "FLOAT", 12, 0, "float");

        assertThat(mariaDb("jdbc:mariadb://localhost/x").rule(single).comparison())
                .isEqualTo(ColumnRule.Comparison.NONE);
        assertThat(mariaDb("jdbc:mariadb://localhost/x?useServerPrepStmts=true")
                        .rule(single)
                        .comparison())
                .isEqualTo(ColumnRule.Comparison.PREDICATE);
    }

    @Test
    void driversMode_setsWhatIsKnownOfTablesApart() throws SQLException {
        assertThat(mariaDb("jdbc:mariadb://localhost/x?useServerPrepStmts=true").variant())
                .isNotEqualTo(mariaDb("jdbc:mariadb://localhost/x").variant());
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mariadb://localhost/x, true",
        "jdbc:mariadb://localhost/x?useBulkStmtsForInserts=true, true",
        "jdbc:mariadb://localhost/x?useBulkStmts=false, true",
        "jdbc:mariadb://localhost/x?useBulkStmts=true, false",
        "jdbc:mariadb://localhost/x?user=a&useBulkStmts=true&cachePrepStmts=false, false"
    })
    void bulkStatements_tellNoCounts(String url, boolean counts) throws SQLException {
        assertThat(mariaDb(url).countsBatches()).isEqualTo(counts);
    }

    @Test
    void databaseThatLosesUpdatesByItself_saysSo() throws SQLException {
        Dialect dialect = Dialects.of(connection("DuckDB", "v2.0.0", "DuckDBJ", "jdbc:duckdb:"));

        assertThat(dialect.unnoticed()).contains("DuckDB does not notice", "Nor does noclobber");
        assertThat(Dialects.of(connection("Apache Ignite", "2.17.0", "Thin", "jdbc:ignite:thin://localhost"))
                        .unnoticed())
                .contains("Apache Ignite decides", "Nor can noclobber notice");
        assertThat(Dialects.of(connection("H2", "2.5", "H2 JDBC Driver", "jdbc:h2:mem:"))
                        .unnoticed())
                .isEmpty();
    }

    @Test
    void unmeasuredEngine_comparesStringsOnTheLockedRow() throws SQLException {
        Dialect dialect =
                Dialects.of(connection("Informix Dynamic Server", "14.10", "IBM Informix", "jdbc:informix-sqli:x"));

        assertThat(dialect.rule(new ColumnType("c", Types.VARCHAR, "VARCHAR", 9, 0, ""))
                        .comparison())
                .isEqualTo(ColumnRule.Comparison.LOCKED_ROW);
        assertThat(dialect.rowLock(Connection.TRANSACTION_READ_COMMITTED)).isEqualTo(Dialect.RowLock.NO_OP_UPDATE);
    }

    private static Dialect mariaDb(String url) throws SQLException {
        return Dialects.of(connection("MariaDB", "11.4.5-MariaDB", "MariaDB Connector/J", url));
    }

    @ParameterizedTest
    @CsvSource({
        "HSQL Database Engine, 2, 5, PREDICATE",
        "HSQL Database Engine, 2, 4, LOCKED_ROW",
        "HSQL Database Engine, 3, 0, PREDICATE",
        "H2, 2, 0, PREDICATE",
        "H2, 1, 4, LOCKED_ROW"
    })
    void releaseThatNobodyHasMeasured_isComparedAsAnUnknownEngine(
            String product, int major, int minor, ColumnRule.Comparison comparison) throws SQLException {
        Dialect dialect = Dialects.of(connection(
                product,
                "any",
                "any",
                "jdbc:any",
                Map.of("getDatabaseMajorVersion", major, "getDatabaseMinorVersion", minor)));

        assertThat(dialect.rule(new ColumnType("c", Types.VARCHAR, "VARCHAR", 9, 0, ""))
                        .comparison())
                .isEqualTo(comparison);
    }

    /** It has no {@code getObject} that would give the classes of {@code java.time}. */
    @Test
    void driverBeforeJdbc42_ofAnUnmeasuredEngine_givesTimesAsText() throws SQLException {
        ColumnType time = new ColumnType("c", Types.TIMESTAMP, "TIMESTAMP", 26, 6, "");

        assertThat(Dialects.of(connection("Other", "1", "other", "jdbc:other", Map.of("getJDBCMinorVersion", 1)))
                        .rule(time)
                        .capture())
                .isEqualTo(Capture.STRING);
        assertThat(Dialects.of(connection("Other", "1", "other", "jdbc:other"))
                        .rule(time)
                        .capture())
                .isEqualTo(Capture.LOCAL_DATE_TIME);
    }

    private static Connection connection(String product, String version, String driver, String url) {
        return connection(product, version, driver, url, Map.of());
    }

    private static Connection connection(
            String product, String version, String driver, String url, Map<String, Object> others) {
        Map<String, Object> answers = new HashMap<>(Map.of(
                "getDatabaseProductName",
                product,
                "getDatabaseProductVersion",
                version,
                "getDatabaseMajorVersion",
                8,
                "getDatabaseMinorVersion",
                0,
                "getJDBCMajorVersion",
                4,
                "getJDBCMinorVersion",
                2,
                "getDriverName",
                driver,
                "getURL",
                url,
                "supportsSelectForUpdate",
                false));
        answers.putAll(others);
        DatabaseMetaData metaData = stub(DatabaseMetaData.class, answers);
        return stub(Connection.class, Map.of("getMetaData", metaData));
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    assertThat(answers).containsKey(method.getName());
                    return answers.get(method.getName());
                }));
    }
}
