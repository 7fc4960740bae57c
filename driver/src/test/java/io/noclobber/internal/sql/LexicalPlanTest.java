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
                    show tables                                   | Harmless
                    explain select * from t                       | Harmless
                    lock table t in exclusive mode                | Harmless
                    vacuum                                        | Harmless
                    -- nothing                                    | Harmless
                    explain analyze delete from t                 | Unanalysed
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
        assertThat(Syntaxes.plan(Syntaxes.STANDARD, "TRUNCATE t")).isEqualTo(new StatementPlan.Definition(true));
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
