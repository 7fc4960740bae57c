package io.noclobber.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.sql.StatementPlan.OpaqueRead;
import io.noclobber.internal.sql.StatementPlan.Read;
import io.noclobber.internal.sql.StatementPlan.Unanalysed;
import io.noclobber.row.SqlSyntax;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadPlanTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    select * from t where id = ?                       | [*] of t pins [id=?1]
                    select a, b as x, c y, "D" from s.t                | [a, b, c, "D"] of s.t pins []
                    select t.*, 1, a + 1, upper(b), ?, x.y from t      | [0.*, computed, computed, computed, computed, computed] of t pins []
                    select s.t.a, t.b from s.t                         | [0.a, 0.b] of s.t pins []
                    select year, t.day, date '2020-01-01', null from t | [year, 0.day, computed, computed] of t pins []
                    select a, count(*) over (partition by b) from t    | [a, computed] of t pins []
                    select a, (select max(x) from u) from t            | [a, computed] of t pins []
                    select a from t order by b limit 5 offset ?        | [a] of t pins []
                    select a from t where a = 1 order by b fetch first 5 rows only | [a] of t pins [a=1]
                    select a from t where id = ? for update            | [a] of t pins [id=?1] locking
                    select a from t for update nowait                  | [a] of t pins [] locking
                    (select a from t where id = 5)                     | [a] of t pins [id=5]
                    select x.a, y.b from t x join u as y on x.id = y.id and y.k = 3 where x.id = ? | [0.a, 1.b] of t as x, u as y pins [0.id=?1, 1.k=3]
                    select * from t, u where t.id = u.id and u.id = 1  | [*] of t, u pins [1.id=1]
                    select * from t left join u on u.id = 1            | [*] of t, u pins [] optional [false, true]
                    select * from t right join u on u.id = t.id        | [*] of t, u pins [] optional [true, false]
                    select * from t full join u on u.id = t.id         | [*] of t, u pins [] optional [true, true]
                    select * from (t left join u on t.a = u.a) right join v on v.b = t.b | [*] of t, u, v pins [] optional [true, true, false]
                    select * from {oj t left outer join u on t.a = u.a} where t.a = 1 | [*] of t, u pins [0.a=1] optional [false, true]
                    select u.* from t join u using (id)                | [1.*] of t, u pins []
                    select t.a, d.b, c from t join (select b, c from u) d on d.b = t.a where d.b = 1 | [0.a, computed, c] of t pins []
                    with d as (select * from u) select t.a, d.b from t, d where t.id = 1 | [0.a, computed] of t pins [0.id=1]
                    select a.x, b.x from t a, t b where a.id = 1 and b.id = 2 | [0.x, 1.x] of t as a, t as b pins [0.id=1, 1.id=2]
                    select max(a, b) from t                            | [computed] of t pins []
                    select a from t where exists (select 1 from u where u.id = 5) and b = 2 | [a] of t pins [b=2]
                    """)
    void query_anyShape_isPlanned(String text, String plan) {
        assertThat(Plans.read(Syntaxes.STANDARD, text)).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    select 1                                           | NO_TABLE
                    select nextval('s')                                | NO_TABLE
                    select s.nextval from dual                         | NO_TABLE
                    values (1)                                         | NO_TABLE
                    select count(*) from t                             | AGGREGATE
                    select coalesce(max(a), 0) + 1 from t              | AGGREGATE
                    select "count"(a) from t                           | AGGREGATE
                    select listagg(a, ',') within group (order by b) from t | AGGREGATE
                    select count(*) filter (where a = 1) from t        | AGGREGATE
                    select json_agg(a) from t                          | AGGREGATE
                    select distinct a from t                           | DISTINCT
                    select a from t group by a                         | GROUP_BY
                    select a, count(*) from t group by a having count(*) > 1 | GROUP_BY
                    select a from t union all select a from u          | SET_OPERATION
                    select a from t except select a from u             | SET_OPERATION
                    select a from (select a from t) d                  | DERIVED_TABLE
                    with t as (select * from u) select * from t        | DERIVED_TABLE
                    select * from t natural join u                     | DERIVED_TABLE
                    select * from t join u using (id)                  | DERIVED_TABLE
                    select * from t, (select 1 x) d                    | DERIVED_TABLE
                    select d.*, t.a from t, (select 1 x) d             | DERIVED_TABLE
                    select * from t for system_time as of '2020-01-01' | DERIVED_TABLE
                    """)
    void query_withoutRowsOfTables_isOpaque(String text, UnguardedReason reason) {
        StatementPlan plan = Syntaxes.plan(Syntaxes.STANDARD, text);
        assertThat(plan).as(text).isEqualTo(new OpaqueRead(reason));
    }

    @Test
    void sqlServerHints_lockOrDoNot() {
        assertThat(Plans.read(Syntaxes.SQLSERVER, "SELECT TOP 5 * FROM [t] WITH (UPDLOCK, ROWLOCK) WHERE id = ?"))
                .isEqualTo("[*] of \"t\" pins [id=?1] locking");
        assertThat(Plans.read(Syntaxes.SQLSERVER, "SELECT * FROM t AS x WITH (NOLOCK) WHERE x.id = ?"))
                .isEqualTo("[*] of t as x pins [0.id=?1]");
        assertThat(Syntaxes.plan(Syntaxes.SQLSERVER, "SELECT a FROM t FOR XML AUTO"))
                .isNotInstanceOf(Read.class);
    }

    @Test
    void firebirdLockClause_locks() {
        for (String clause : List.of("WITH LOCK", "FOR UPDATE WITH LOCK", "for update of a with lock skip locked;")) {
            assertThat(Plans.read(Syntaxes.FIREBIRD, "SELECT FIRST 1 a FROM t WHERE id = ? ORDER BY a " + clause))
                    .as(clause)
                    .isEqualTo("[a] of t pins [id=?1] locking");
        }
        assertThat(Plans.read(Syntaxes.FIREBIRD, "SELECT a FROM t WHERE id = ? FOR UPDATE OF a"))
                .isEqualTo("[a] of t pins [id=?1]");
        assertThat(Syntaxes.plan(Syntaxes.FIREBIRD, "SELECT a FROM t WITH LOCK WHERE id = ?"))
                .isNotInstanceOf(Read.class);
        assertThat(Syntaxes.plan(Syntaxes.H2, "SELECT a FROM t WITH LOCK")).isNotInstanceOf(Read.class);
    }

    @Test
    void isolationClause_locksWhereItKeepsLocks() {
        assertThat(Plans.read(Syntaxes.DB2, "SELECT a FROM t WHERE id = ? WITH RS USE AND KEEP UPDATE LOCKS"))
                .isEqualTo("[a] of t pins [id=?1] locking");
        assertThat(Plans.read(
                        Syntaxes.DB2,
                        "SELECT a FROM t WHERE id = ? FETCH FIRST 1 ROWS ONLY WITH RR USE AND KEEP EXCLUSIVE LOCKS"))
                .isEqualTo("[a] of t pins [id=?1] locking");
        for (String clause : List.of(
                "WITH UR", "WITH RS USE AND KEEP SHARE LOCKS", "FOR UPDATE OF a", "FOR UPDATE OF a, b WITH RS")) {
            assertThat(Plans.read(Syntaxes.DB2, "SELECT a FROM t WHERE id = ? " + clause))
                    .as(clause)
                    .isEqualTo("[a] of t pins [id=?1]");
        }
    }

    @Test
    void tablesToLock_ofOneTable_lockIt() {
        assertThat(Plans.read(Syntaxes.POSTGRESQL, "SELECT a FROM t x WHERE id = ? FOR UPDATE OF x"))
                .isEqualTo("[a] of t as x pins [id=?1] locking");
        assertThat(Plans.read(
                        Syntaxes.POSTGRESQL, "SELECT x.a FROM t x JOIN u ON u.a = x.a WHERE x.id = ? FOR UPDATE OF u"))
                .doesNotContain("locking");
        for (String from : List.of(
                "t x JOIN (SELECT a FROM u) s ON s.a = x.a",
                "(t x JOIN (SELECT a FROM u) s ON s.a = x.a)",
                "t x, LATERAL (SELECT a FROM u WHERE u.a = x.a) s")) {
            assertThat(Plans.read(Syntaxes.POSTGRESQL, "SELECT x.a FROM " + from + " WHERE x.id = ? FOR UPDATE OF s"))
                    .isEqualTo("[0.a] of t as x pins [0.id=?1]");
        }
    }

    @Test
    void mySqlClauses_areUnderstood() {
        assertThat(Plans.read(
                        Syntaxes.MARIADB, "SELECT a FROM t USE INDEX (x) WHERE id = 5 LIMIT ?, ? LOCK IN SHARE MODE"))
                .isEqualTo("[a] of t pins [id=5]");
    }

    @Test
    void oracleOuterJoin_makesAllOptional() {
        assertThat(Plans.read(Syntaxes.ORACLE, "SELECT a.x FROM a, b WHERE a.id = b.id(+) AND b.k(+) = 1 AND a.id = 5"))
                .isEqualTo("[0.x] of a, b pins [0.id=5] optional [true, true]");
    }

    @Test
    void onOfATableThatALaterJoinMayMiss_pinsNothing() {
        assertThat(Plans.read(Syntaxes.STANDARD, "SELECT b.x, c.y FROM a JOIN b ON b.id = 1 RIGHT JOIN c ON c.k = a.k"))
                .isEqualTo("[1.x, 2.y] of a, b, c pins [] optional [true, true, false]");
        assertThat(Plans.read(Syntaxes.STANDARD, "SELECT x, c.y FROM a JOIN b ON idb = 1 RIGHT JOIN c ON c.k = a.k"))
                .isEqualTo("[x, 2.y] of a, b, c pins [] optional [true, true, false]");
        assertThat(Plans.read(Syntaxes.STANDARD, "SELECT b.x, c.y FROM a JOIN b ON b.id = 1 LEFT JOIN c ON c.k = a.k"))
                .isEqualTo("[1.x, 2.y] of a, b, c pins [1.id=1] optional [false, false, true]");
    }

    @Test
    void functionWithoutParentheses_isNoColumn() {
        assertThat(Plans.read(Syntaxes.H2, "SELECT id, user, t.user, \"USER\", current_date d FROM t"))
                .isEqualTo("[id, computed, 0.user, \"USER\", computed] of t pins []");
        assertThat(Plans.read(Syntaxes.MARIADB, "SELECT id, user, current_user FROM t"))
                .isEqualTo("[id, user, computed] of t pins []");
        assertThat(Plans.read(Syntaxes.SQLITE, "SELECT id, user, current_date FROM t"))
                .isEqualTo("[id, user, computed] of t pins []");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"select a, from t", "select * from t where id = :id", "select a from t for update wait now"})
    void unreadableQuery_writesNothing(String text) {
        assertThat(Syntaxes.plan(Syntaxes.STANDARD, text))
                .isInstanceOfSatisfying(
                        Unanalysed.class, plan -> assertThat(plan.mayWrite()).isFalse());
    }

    @Test
    void unreadableQuery_withAWriteInIt_mayWrite() {
        assertThat(Syntaxes.plan(Syntaxes.STANDARD, "select ,; delete from t"))
                .isInstanceOfSatisfying(
                        Unanalysed.class, plan -> assertThat(plan.mayWrite()).isTrue());
    }

    @Test
    void selectInto_createsATable() {
        assertThat(Syntaxes.plan(Syntaxes.POSTGRESQL, "SELECT * INTO x FROM t"))
                .isEqualTo(new StatementPlan.Definition(false));
        SqlSyntax mariaDb = Syntaxes.MARIADB;
        assertThat(Syntaxes.plan(mariaDb, "SELECT a INTO @x FROM t"))
                .isEqualTo(new OpaqueRead(UnguardedReason.NO_TABLE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    select a from t where id = ?                       | select a, X from t where id = ?
                    SELECT a AS "from" /* c */ FROM t                  | SELECT a AS "from", X /* c */ FROM t
                    select t.*, x.from, b from t, x                    | select t.*, x.from, b, X from t, x
                    select a is distinct from b, c from t              | select a is distinct from b, c, X from t
                    select a is not distinct from b from t             | select a is not distinct from b, X from t
                    select extract(year from d), a from t              | select extract(year from d), a, X from t
                    select a, (select b from u where u.id = 1) from t  | select a, (select b from u where u.id = 1), X from t
                    with d as (select c from u) select a from t        | with d as (select c from u) select a, X from t
                    select a from t order by 1 for update              | select a, X from t order by 1 for update
                    """)
    void query_showingMore_showsItBehindItsOwnColumns(String text, String wider) {
        AnalysedStatement statement = new CachingSqlAnalyser(Syntaxes.STANDARD).analyse(text);

        assertThat(statement.canShowMore()).isTrue();
        assertThat(statement.showing("X")).isEqualTo(wider);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(select a from t)",
                "select distinct a from t",
                "select a from t group by a",
                "select a from t union select b from u",
                "select count(*) from t",
                "select a from t into x",
                "update t set a = 1 where id = 1",
                "insert into t (a) values (1)"
            })
    void otherText_cannotShowMore(String text) {
        assertThat(new CachingSqlAnalyser(Syntaxes.STANDARD).analyse(text).canShowMore())
                .isFalse();
    }
}
