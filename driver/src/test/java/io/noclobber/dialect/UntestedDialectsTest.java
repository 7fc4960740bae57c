package io.noclobber.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.dialect.ColumnRule.Comparison;
import io.noclobber.dialect.Dialect.NativeSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dialects for which there is no server to test on, by what their databases' documentation says. */
class UntestedDialectsTest {
    private static final Map<String, Dialect> DIALECTS =
            Map.of("Oracle", new OracleDialect(), "SQL Server", new SqlServerDialect(), "Db2", new Db2Dialect());

    @ParameterizedTest
    @CsvSource({
        "Oracle, 3, NUMBER, 10, PREDICATE, OBJECT",
        "Oracle, 93, DATE, 7, PREDICATE, LOCAL_DATE_TIME",
        "Oracle, 93, TIMESTAMP(6), 11, PREDICATE, LOCAL_DATE_TIME",
        "Oracle, -101, TIMESTAMP(6) WITH TIME ZONE, 13, LOCKED_ROW, STRING",
        "Oracle, 12, VARCHAR2, 20, PREDICATE, STRING",
        "Oracle, 12, NVARCHAR2, 20, LOCKED_ROW, STRING",
        "Oracle, 1, CHAR, 20, PREDICATE, STRING",
        "Oracle, 101, BINARY_DOUBLE, 8, LOCKED_ROW, OBJECT",
        "Oracle, 2005, CLOB, 4000, LOCKED_ROW, STRING",
        "Oracle, 2004, BLOB, 4000, LOCKED_ROW, BYTES",
        "Oracle, -3, RAW, 16, PREDICATE, BYTES",
        "Oracle, -1, LONG, 0, NONE, OBJECT",
        "Oracle, 2009, XMLTYPE, 0, NONE, OBJECT",
        "SQL Server, 4, int identity, 10, PREDICATE, OBJECT",
        "SQL Server, 3, money, 19, PREDICATE, OBJECT",
        "SQL Server, 8, float, 15, LOCKED_ROW, OBJECT",
        "SQL Server, -9, nvarchar, 20, PREDICATE, STRING",
        "SQL Server, -1, text, 2147483647, PREDICATE, STRING",
        "SQL Server, -3, varbinary, 20, PREDICATE, BYTES",
        "SQL Server, -2, timestamp, 8, PREDICATE, BYTES",
        "SQL Server, 93, datetime, 23, PREDICATE, STRING",
        "SQL Server, 93, datetime2, 27, PREDICATE, LOCAL_DATE_TIME",
        "SQL Server, -155, datetimeoffset, 34, PREDICATE, OFFSET_DATE_TIME",
        "SQL Server, -16, xml, 0, NONE, OBJECT",
        "SQL Server, -150, sql_variant, 0, NONE, OBJECT",
        "SQL Server, -3, hierarchyid, 892, NONE, OBJECT",
        "Db2, 4, INTEGER, 10, PREDICATE, OBJECT",
        "Db2, 12, VARCHAR, 20, PREDICATE, STRING",
        "Db2, 12, VARCHAR, 20000, LOCKED_ROW, STRING",
        "Db2, 12, VARGRAPHIC, 20, LOCKED_ROW, STRING",
        "Db2, 1111, DECFLOAT, 34, LOCKED_ROW, OBJECT",
        "Db2, 2009, XML, 0, NONE, OBJECT",
        "Db2, 2004, BLOB, 100, LOCKED_ROW, BYTES"
    })
    void column_ofAType_hasTheRuleOfTheDocumentation(
            String engine, int jdbcType, String typeName, int size, Comparison comparison, Capture capture) {
        ColumnRule rule = dialect(engine).rule(new ColumnType("c", jdbcType, typeName, size, 0, ""));

        assertThat(rule.comparison()).isEqualTo(comparison);
        assertThat(rule.capture()).isEqualTo(capture);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Oracle; 12; VARCHAR2; (c = ? AND DBMS_LOB.COMPARE(TO_CLOB(c), TO_CLOB(?)) = 0)",
                "SQL Server; 12; varchar; (CAST(CAST(c AS NVARCHAR(MAX)) AS VARBINARY(MAX))"
                        + " = CAST(CAST(? AS NVARCHAR(MAX)) AS VARBINARY(MAX))"
                        + " AND DATALENGTH(CAST(c AS NVARCHAR(MAX))) = DATALENGTH(CAST(? AS NVARCHAR(MAX))))",
                "SQL Server; 93; datetime; c = CONVERT(DATETIME, ?, 121)",
                "SQL Server; -155; datetimeoffset; (c = ? AND DATEPART(TZOFFSET, c) = DATEPART(TZOFFSET, ?))",
                "SQL Server; -4; image; (CAST(c AS VARBINARY(MAX)) = ? AND DATALENGTH(c) = DATALENGTH(?))",
                "Db2; 1; CHAR; HEX(c) = HEX(CAST(? AS VARCHAR(9)))"
            })
    void predicate_ofAColumn_isSpelled(String engine, int jdbcType, String typeName, String predicate) {
        StringBuilder sql = new StringBuilder();

        dialect(engine).rule(new ColumnType("c", jdbcType, typeName, 9, 0, "")).render(sql, "c");

        assertThat(sql).hasToString(predicate);
    }

    @ParameterizedTest
    @CsvSource({
        "Oracle, 8177, CHANGED_MUST_ROLL_BACK",
        "Oracle, 60, CHANGED_ALIVE",
        "Oracle, 54, NONE",
        "SQL Server, 1205, CHANGED_ROLLED_BACK",
        "SQL Server, 3960, CHANGED_ROLLED_BACK",
        "SQL Server, 1222, NONE",
        "Db2, -911, CHANGED_ROLLED_BACK",
        "Db2, -913, CHANGED_ALIVE",
        "Db2, -803, NONE"
    })
    void error_saysWhatItMeansForTheTransaction(String engine, int code, NativeSignal signal) {
        assertThat(dialect(engine).signal(new SQLException("no", "x", code), Connection.TRANSACTION_SERIALIZABLE))
                .isEqualTo(signal);
    }

    @ParameterizedTest
    @CsvSource({
        "Oracle, '', ' FOR UPDATE'",
        "SQL Server, ' WITH (UPDLOCK, ROWLOCK)', ''",
        "Db2, '', ' WITH RS USE AND KEEP UPDATE LOCKS'"
    })
    void row_isLockedByASelect(String engine, String hint, String end) {
        Dialect dialect = dialect(engine);

        assertThat(List.of(dialect.lockText().hint(), dialect.lockText().end())).containsExactly(hint, end);
        assertThat(dialect.rowLock(Connection.TRANSACTION_READ_COMMITTED)).isEqualTo(Dialect.RowLock.FOR_UPDATE);
    }

    private static Dialect dialect(String engine) {
        Dialect dialect = DIALECTS.get(engine);
        assertThat(dialect).isNotNull();
        return dialect;
    }

    @Test
    void rowVersion_ofSqlServer_isTheColumnOfThatType() {
        ColumnType id = new ColumnType("id", Types.INTEGER, "int", 10, 0, "");
        ColumnType version = new ColumnType("v", Types.BINARY, "timestamp", 8, 0, "");

        assertThat(dialect("SQL Server").rowVersion(TableFacts.NONE, List.of(id, version)))
                .isEqualTo(version);
        assertThat(dialect("SQL Server").rowVersion(TableFacts.NONE, List.of(id)))
                .isNull();
        assertThat(dialect("Oracle").rowVersion(TableFacts.NONE, List.of(id, version)))
                .isNull();
    }
}
