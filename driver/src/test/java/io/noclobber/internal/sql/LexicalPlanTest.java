package io.noclobber.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.sql.StatementPlan.OpaqueWrite;
import io.noclobber.internal.sql.StatementPlan.TransactionControl;
import io.noclobber.internal.sql.StatementPlan.TransactionControl.Kind;
import io.noclobber.internal.sql.StatementPlan.Unanalysed;
import io.noclobber.row.SqlSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LexicalPlanTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    insert into t (a) values (?)                  | Insert
                    /* x */ INSERT INTO t SELECT * FROM u         | Insert
                    insert into t values (1) on conflict do nothing | Insert
                    insert into t values ('on duplicate key update') | Insert
                    create table t (a int)                        | Definition
                    alter table t add b int                       | Definition
                    drop view v                                   | Definition
                    create trigger x begin update t set a = 1; delete from u; end | Definition
                    truncate table t                              | Definition
                    set schema x                                  | SessionSetting
                    use x                                         | SessionSetting
                    pragma foreign_keys = on                      | SessionSetting
                    alter session set current_schema = x          | SessionSetting
                    call p(?)                                     | Call
                    {call p(?)}                                   | Call
                    { ? = call p(?) }                             | Call
                    execute p                                     | Call
                    begin update t set a = 1; end;                | Call
                    declare x int; begin null; end;               | Call
                    do 1                                          | Call
                    select touch_order(1)                         | Call
                    select coalesce("Touch"(1), 0)                | Call
                    select coalesce(?, upper('x')), now()         | OpaqueRead
                    select cast(? as decimal(5, 2)) where 1 in (1) | OpaqueRead
                    select pg_catalog.set_config('search_path', ?, false) | SessionSetting
                    xa start 'x'                                  | TransactionControl
                    xa commit 'x'                                 | Call
                    show tables                                   | Harmless
                    explain select * from t                       | Harmless
                    lock table t in exclusive mode                | Harmless
                    repair table t                                | Harmless
                    begin; update t set a = 1; commit             | Unanalysed
                    begin transaction; update t set a = 1         | Unanalysed
                    call p(1); commit                             | Unanalysed
                    insert into t values (1); rollback            | Unanalysed
                    vacuum                                        | Harmless
                    -- nothing                                    | Harmless
                    explain analyze delete from t                 | Unanalysed
                    analyze update t set a = 1                    | Unanalysed
                    analyze format=json delete from t             | Unanalysed
                    analyze select * from t                       | Harmless
                    analyze table t                               | Harmless
                    analyze table t update histogram on a         | Harmless
                    analyze t                                     | Harmless
                    analyze                                       | Harmless
                    """)
    void verb_isRecognised(String text, String plan) {
        assertThat(Syntaxes.plan(Syntaxes.STANDARD, text).getClass().getSimpleName())
                .isEqualTo(plan);
    }

    @Test
    void empty_text_isHarmless() {
        assertThat(Syntaxes.plan(Syntaxes.STANDARD, "")).isEqualTo(new StatementPlan.Harmless());
        assertThat(Syntaxes.plan(Syntaxes.STANDARD, " ; ")).isEqualTo(new StatementPlan.Harmless());
    }

    @Test
    void truncate_emptiesTables() {
        assertThat(emptied("TRUNCATE t")).isEqualTo("[t]");
        assertThat(emptied("TRUNCATE TABLE ONLY s.t, u RESTART IDENTITY")).isEqualTo("[s.t, u]");
        assertThat(emptied("TRUNCATE t CASCADE")).isEqualTo("[]");
    }

    private static String emptied(String text) {
        StatementPlan.Definition plan = (StatementPlan.Definition) Syntaxes.plan(Syntaxes.POSTGRESQL, text);
        assertThat(plan.emptiesTables()).isTrue();
        return plan.emptied().stream().map(Plans::table).toList().toString();
    }

    private static boolean mayEnd(SqlSyntax syntax, String text) {
        StatementPlan plan = Syntaxes.plan(syntax, text);
        if (plan instanceof StatementPlan.Harmless harmless) {
            return harmless.mayEndTransaction();
        }
        return plan instanceof StatementPlan.SessionSetting setting
                ? setting.mayEndTransaction()
                : ((StatementPlan.Call) plan).mayEndTransaction();
    }

    @Test
    void statementThatMayCommit_isKnownByTheEngine() {
        for (String text : new String[] {"ANALYZE TABLE t", "LOCK TABLES t WRITE", "REPAIR TABLE t", "FLUSH TABLES"}) {
            assertThat(mayEnd(Syntaxes.MARIADB, text)).as(text).isTrue();
            assertThat(mayEnd(Syntaxes.POSTGRESQL, text)).as(text).isFalse();
        }
        assertThat(mayEnd(Syntaxes.MARIADB, "SET @@session.autocommit = 1")).isTrue();
        assertThat(mayEnd(Syntaxes.MARIADB, "SET @x = 1")).isFalse();
        assertThat(mayEnd(Syntaxes.POSTGRESQL, "SET search_path = x")).isFalse();
        assertThat(mayEnd(Syntaxes.HSQLDB, "SET DATABASE COLLATION x")).isTrue();
        assertThat(mayEnd(Syntaxes.H2, "SHOW TABLES")).isFalse();
        assertThat(mayEnd(Syntaxes.MARIADB, "CALL p()")).isTrue();
        assertThat(mayEnd(Syntaxes.POSTGRESQL, "CALL p()")).isFalse();
        assertThat(mayEnd(Syntaxes.MARIADB, "SELECT f()")).isFalse();
        assertThat(mayEnd(Syntaxes.H2, "SELECT f()")).isTrue();
    }

    @Test
    void settingForOneStatement_isNotASetting() {
        assertThat(Syntaxes.plan(Syntaxes.MARIADB, "SET STATEMENT max_statement_time = 1 FOR DELETE FROM t"))
                .isInstanceOfSatisfying(
                        Unanalysed.class, plan -> assertThat(plan.mayWrite()).isTrue());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    begin, BEGIN,
                    begin transaction;, BEGIN,
                    BEGIN IMMEDIATE, BEGIN,
                    start transaction read only, BEGIN,
                    commit, COMMIT,
                    COMMIT WORK, COMMIT,
                    end, COMMIT,
                    rollback, ROLLBACK,
                    rollback work;, ROLLBACK,
                    savepoint a, SAVEPOINT, a
                    rollback to a, ROLLBACK_TO, a
                    rollback work to savepoint a, ROLLBACK_TO, a
                    release savepoint a, RELEASE, a
                    release a, RELEASE, a
                    save transaction a, SAVEPOINT, a
                    """)
    void transaction_asText_isRecognised(String text, Kind kind, String savepoint) {
        Identifier name = savepoint == null ? null : new Identifier(savepoint, false);
        assertThat(Syntaxes.plan(Syntaxes.STANDARD, text)).isEqualTo(new TransactionControl(kind, name));
    }

    @Test
    void preparedTransaction_isNotOurs() {
        assertThat(Syntaxes.plan(Syntaxes.POSTGRESQL, "COMMIT PREPARED 'x'"))
                .isInstanceOf(StatementPlan.Harmless.class);
    }

    private static String opaque(SqlSyntax syntax, String text) {
        OpaqueWrite write = (OpaqueWrite) Syntaxes.plan(syntax, text);
        return write.reason() + " " + write.tables().stream().map(Plans::table).toList();
    }

    @Test
    void writesThatAreNotGuarded_nameTheirTable() {
        assertThat(opaque(Syntaxes.STANDARD, "MERGE INTO s.t AS x USING u ON (x.a = u.a) WHEN MATCHED THEN DELETE"))
                .isEqualTo("MERGE [s.t]");
        assertThat(opaque(
                        Syntaxes.SQLSERVER,
                        "MERGE t WITH (HOLDLOCK) USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET a = 1;"))
                .isEqualTo("MERGE [t]");
        assertThat(opaque(Syntaxes.MARIADB, "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 1"))
                .isEqualTo("UPSERT [t]");
        assertThat(opaque(Syntaxes.POSTGRESQL, "INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1"))
                .isEqualTo("UPSERT [t]");
        assertThat(opaque(Syntaxes.MARIADB, "REPLACE INTO t VALUES (1)")).isEqualTo("UPSERT [t]");
        assertThat(opaque(Syntaxes.SQLITE, "INSERT OR REPLACE INTO t VALUES (1)"))
                .isEqualTo("UPSERT [t]");
        assertThat(opaque(Syntaxes.SQLITE, "UPDATE OR REPLACE t SET a = 1")).isEqualTo("UPSERT [t]");
        assertThat(opaque(Syntaxes.STANDARD, "UPDATE OR INSERT INTO t (a) VALUES (1) MATCHING (a)"))
                .isEqualTo("UPSERT [t]");
    }

    @Test
    void statementsInOneText_areNotTakenForTheFirst() {
        assertThat(Syntaxes.plan(Syntaxes.STANDARD, "INSERT INTO t VALUES (1); DELETE FROM t"))
                .isInstanceOfSatisfying(
                        Unanalysed.class, plan -> assertThat(plan.mayWrite()).isTrue());
        assertThat(Syntaxes.plan(Syntaxes.STANDARD, "INSERT INTO t VALUES (1); SELECT last_id()"))
                .isInstanceOfSatisfying(
                        Unanalysed.class, plan -> assertThat(plan.mayWrite()).isFalse());
        assertThat(Syntaxes.plan(Syntaxes.SQLSERVER, "INSERT INTO t VALUES (1) DELETE FROM u"))
                .isInstanceOfSatisfying(
                        Unanalysed.class, plan -> assertThat(plan.mayWrite()).isTrue());
        assertThat(Syntaxes.plan(Syntaxes.SQLSERVER, "SET NOCOUNT ON DELETE FROM u"))
                .isInstanceOf(Unanalysed.class);
    }
}
