package io.noclobber.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.sql.StatementPlan.OpaqueWrite;
import io.noclobber.internal.sql.StatementPlan.ParameterRange;
import io.noclobber.internal.sql.StatementPlan.Unanalysed;
import io.noclobber.internal.sql.StatementPlan.Write;
import io.noclobber.row.SqlSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WritePlanTest {
    private static String standard(String text) {
        return Plans.write(Syntaxes.STANDARD, text);
    }

    private static AnalysedStatement analyse(SqlSyntax syntax, String text) {
        return new CachingSqlAnalyser(syntax).analyse(text);
    }

    private static String opaque(SqlSyntax syntax, String text) {
        StatementPlan plan = Syntaxes.plan(syntax, text);
        assertThat(plan).as(text).isInstanceOf(OpaqueWrite.class);
        OpaqueWrite write = (OpaqueWrite) plan;
        return write.reason() + " " + write.tables().stream().map(Plans::table).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    UPDATE t SET a = ?, b = 5 WHERE id = ?             | UPDATE t set [a=?1, b=5] pins [id=?2] only
                    update T x set x.A = null where x.ID = 'k'         | UPDATE T as x set [A=null] pins [0.ID=k] only
                    update s.t as x set a = ? where s.t.id = ?         | UPDATE s.t as x set [a=?1] pins []
                    update s.t set a = ? where s.t.id = ?              | UPDATE s.t set [a=?1] pins [0.id=?2] only
                    update "a.b"."c" set "d" = ? where "d" = 1         | UPDATE "a.b"."c" set ["d"=?1] pins ["d"=1] only
                    update t set a = a + ? where id = 1                | UPDATE t set [a=expression] pins [id=1] only
                    update t set a = default, b = (?) where (id) = (?) | UPDATE t set [a=expression, b=?1] pins [id=?2] only
                    update t set (a, b) = (?, 'x') where id = 1        | UPDATE t set [a=?1, b=x] pins [id=1] only
                    update t set (a, b) = (select 1, 2) where id = 1   | UPDATE t set [a=expression, b=expression] pins [id=1] only
                    update t set t.a = 1, c.d = 2, e[1] = 3            | UPDATE t set [a=1, c=expression, e=expression] pins [] only
                    update t set a = 1 where 5 = id                    | UPDATE t set [a=1] pins [id=5] only
                    delete from t where id in (1, ?, -3)               | DELETE t set [] pins [id=1/?1/-3] only
                    delete from t where (a, b) = (?, 2)                | DELETE t set [] pins [a=?1, b=2] only
                    delete from t where (a, b) in ((1, 2), (3, ?))     | DELETE t set [] pins [a=1/3, b=2/?1] only
                    delete from t where ((a = 1) and (b = 2 and c = 3))| DELETE t set [] pins [a=1, b=2, c=3] only
                    delete from t where a = 1 and b is null            | DELETE t set [] pins [a=1]
                    delete from t where a = 1 or b = 2                 | DELETE t set [] pins []
                    delete from t where a = 1 and (b = 2 or c = 3)     | DELETE t set [] pins [a=1]
                    delete from t where a between 1 and 2 and b = 3    | DELETE t set [] pins [b=3]
                    delete from t where not a = 1 and b = 2            | DELETE t set [] pins [b=2]
                    delete from t where a not in (1) and b <> 2        | DELETE t set [] pins []
                    delete from t where a = b and c = d + 1            | DELETE t set [] pins []
                    delete from t where upper(a) = 'X' and a >= 1      | DELETE t set [] pins []
                    delete from t where a in (select id from u) and b=1| DELETE t set [] pins [b=1]
                    delete from t where u.id = 1                       | DELETE t set [] pins []
                    delete from t where a = ? and exists (select 1 from u where u.id = 5) | DELETE t set [] pins [a=?1]
                    delete from t                                      | DELETE t set [] pins [] only
                    with c as (select 1) delete from t where id = 2    | DELETE t set [] pins [id=2] only
                    """)
    void write_anyShape_isPlanned(String text, String plan) {
        assertThat(standard(text)).isEqualTo(plan);
    }

    @Test
    void dialects_theirOwnClauses_areUnderstood() {
        assertThat(Plans.write(Syntaxes.ORACLE, "DELETE history h WHERE h.id = 1"))
                .isEqualTo("DELETE history as h set [] pins [0.id=1] only");
        assertThat(Plans.write(Syntaxes.ORACLE, "DELETE t WHERE id = 1")).isEqualTo("DELETE t set [] pins [id=1] only");
        assertThat(Plans.write(Syntaxes.ORACLE, "UPDATE t SET a = ? WHERE id = ? RETURNING b, c INTO ?, ?"))
                .isEqualTo("UPDATE t set [a=?1] pins [id=?2] only");
        assertThat(Plans.write(Syntaxes.POSTGRESQL, "UPDATE ONLY t SET a = 1 WHERE id = 2"))
                .isEqualTo("UPDATE t set [a=1] pins [id=2] only");
        assertThat(Plans.write(Syntaxes.POSTGRESQL, "DELETE FROM ONLY (t) AS x WHERE x.id = 2 RETURNING *"))
                .isEqualTo("DELETE t as x set [] pins [0.id=2] only");
        assertThat(Plans.write(Syntaxes.POSTGRESQL, "DELETE FROM t WHERE a ?? 'x' AND id = ?"))
                .isEqualTo("DELETE t set [] pins [id=?1]");
        assertThat(Plans.write(Syntaxes.POSTGRESQL, "DELETE FROM t WHERE id = ?::int AND b = ANY(?) AND c && d"))
                .isEqualTo("DELETE t set [] pins [id=?1::int]");
        assertThat(Plans.write(
                        Syntaxes.SQLSERVER,
                        "UPDATE [a b] WITH (ROWLOCK) SET c += 1 OUTPUT inserted.* WHERE id = ? OPTION (RECOMPILE)"))
                .isEqualTo("UPDATE \"a b\" set [c=expression] pins [id=?1] only");
        assertThat(Plans.write(Syntaxes.SQLSERVER, "DELETE FROM t OUTPUT deleted.id WHERE id = ?"))
                .isEqualTo("DELETE t set [] pins [id=?1] only");
        assertThat(standard("DELETE FROM t WHERE id = 1 WITH RR")).isEqualTo("DELETE t set [] pins [id=1] only");
        assertThat(Plans.write(Syntaxes.SQLITE, "DELETE FROM t WHERE a GLOB 'x*' AND id = 1"))
                .isEqualTo("DELETE t set [] pins [id=1]");
        assertThat(
                        Plans.write(
                                Syntaxes.DUCKDB,
                                "UPDATE t SET a = E'it\\'s', b = $$?$$ WHERE /* a /* b */ */ c GLOB 'x*' AND d // 2 == 1 AND id = ?"))
                .isEqualTo("UPDATE t set [a=it's, b=?] pins [id=?1]");
        assertThat(Plans.write(Syntaxes.SQLITE, "UPDATE t SET a = 1 WHERE id == ?"))
                .isEqualTo("UPDATE t set [a=1] pins [id=?1] only");
        assertThat(Plans.write(Syntaxes.MARIADB, "UPDATE LOW_PRIORITY `t` SET a = \"x\\\"y\" WHERE id = 1 && b = 2"))
                .isEqualTo("UPDATE \"t\" set [a=x\"y] pins [id=1, b=2] only");
        assertThat(Plans.write(Syntaxes.MARIADB, "DELETE FROM t WHERE id = 5 || a AND b = 3"))
                .as("in MySQL || is OR")
                .isEqualTo("DELETE t set [] pins []");
    }

    @Test
    void alternatives_ofOneColumn_areAList() {
        assertThat(standard("UPDATE t SET a = 1 WHERE id = 1 OR id = ? OR (id = 3)"))
                .isEqualTo("UPDATE t set [a=1] pins [id=1/?1/3] only");
        assertThat(standard("UPDATE t SET a = 1 WHERE (id IN (1, 2) OR 3 = id) AND b = 4"))
                .isEqualTo("UPDATE t set [a=1] pins [id=1/2/3, b=4] only");
    }

    /** What one side fixes and the other does not is a condition as any. */
    @Test
    void alternatives_ofSeveralColumns_belongTogether() {
        assertThat(standard("DELETE FROM t WHERE a = 1 AND b = 2 OR (b = 3 AND a = ?)"))
                .isEqualTo("DELETE t set [] pins [a=1/?1, b=2/3] only");
        assertThat(standard("DELETE FROM t WHERE (a, b) = (1, 2) OR (A, B) IN ((3, 4), (5, 6))"))
                .isEqualTo("DELETE t set [] pins [a=1/3/5, b=2/4/6] only");
        assertThat(standard("DELETE FROM t WHERE (a IN (1, 2) AND b IN (3, 4)) OR a = 5 AND (b = 6 OR b = 7)"))
                .isEqualTo("DELETE t set [] pins [a=1/1/2/2/5/5, b=3/4/3/4/6/7] only");
        assertThat(standard("DELETE FROM t WHERE id = 1 AND b = 2 OR id = 3"))
                .isEqualTo("DELETE t set [] pins [id=1/3]");
        assertThat(standard("DELETE FROM t WHERE id = 1 AND b > 2 OR id = 3"))
                .isEqualTo("DELETE t set [] pins [id=1/3]");
    }

    @Test
    void alternatives_ofTooManyCombinations_pinNothing() {
        String hundredAndOne = "IN (" + "1, ".repeat(100) + "1)";
        assertThat(standard(
                        "DELETE FROM t WHERE a " + hundredAndOne + " AND b " + hundredAndOne + " OR a = 1 AND b = 2"))
                .isEqualTo("DELETE t set [] pins []");
    }

    @Test
    void alternatives_ofAnythingElse_pinNothing() {
        for (String condition : new String[] {
            "id = 1 OR b = 2",
            "id = 1 OR id > 2",
            "id = 1 OR id = b",
            "NOT (id = 1 OR id = 2)",
            "id = 1 OR NOT id = 2",
            "id = 1 OR id = 2 XOR b",
            "id = 1 OR id = 2 + 1",
            "id = 1 OR \"id\" = 2"
        }) {
            assertThat(standard("UPDATE t SET a = 1 WHERE " + condition))
                    .as(condition)
                    .isEqualTo("UPDATE t set [a=1] pins []");
        }
    }

    @Test
    void commonTable_asTarget_isNoTable() {
        assertThat(Syntaxes.plan(Syntaxes.SQLSERVER, "WITH c AS (SELECT * FROM t) UPDATE c SET a = 1 WHERE id = 2"))
                .isInstanceOf(Unanalysed.class);
    }

    @Test
    void reservedWords_asNamesOfColumns_areNames() {
        assertThat(standard("UPDATE t SET value = ?, number = ?, t.order = 1 WHERE year = ? AND log = ? AND plan = 3"))
                .isEqualTo("UPDATE t set [value=?1, number=?2, order=1] pins [year=?3, log=?4, plan=3] only");
    }

    @Test
    void escapes_areUnderstood() {
        assertThat(
                        standard(
                                "DELETE FROM t WHERE a LIKE 'x!%' {escape '!'} AND {fn upper(b)} = 'X' AND c = {d '2020-01-01'}"))
                .isEqualTo("DELETE t set [] pins [c=2020-01-01]");
    }

    @Test
    void whereColumns_outsideSubqueries_areAllThere() {
        Write write = (Write) Syntaxes.plan(
                Syntaxes.STANDARD,
                "UPDATE t SET x = 1 WHERE id = 1 AND upper(a) LIKE ? AND (b + c > 2 OR year IS NULL) AND d = CAST(e AS date)"
                        + " AND f IN (SELECT g FROM u) AND t.h < date '2020-01-01' AND other.i = 1");
        assertThat(write.whereColumns().stream().map(Plans::column))
                .containsExactly("id", "a", "b", "c", "year", "d", "e", "f", "0.h");
    }

    @Test
    void parameters_aroundTheCondition_areCounted() {
        AnalysedStatement statement = analyse(
                Syntaxes.ORACLE, "UPDATE t SET a = ?, b = '?' /* ? */ WHERE c = ? AND id = ? RETURNING d INTO ?");
        Write write = (Write) statement.plan();
        assertThat(write.parametersBeforeSplice()).isEqualTo(3);
        assertThat(write.whereParameters()).isEqualTo(new ParameterRange(2, 3));
        assertThat(statement.parameters()).isEqualTo(4);
        assertThat(write.returning()).as("INTO gives no rows").isFalse();
        Write plain = (Write) Syntaxes.plan(Syntaxes.STANDARD, "DELETE FROM t WHERE id = 1");
        assertThat(plain.whereParameters()).isNull();
    }

    @Test
    void returning_whereItGivesRows_isTold() {
        assertThat(((Write) Syntaxes.plan(Syntaxes.POSTGRESQL, "DELETE FROM t WHERE id = 1 RETURNING *")).returning())
                .isTrue();
        assertThat(((Write) Syntaxes.plan(Syntaxes.SQLSERVER, "UPDATE t SET a = 1 OUTPUT inserted.a WHERE id = 1"))
                        .returning())
                .isTrue();
        assertThat(((Write) Syntaxes.plan(Syntaxes.STANDARD, "DELETE FROM t WHERE a = 'returning'")).returning())
                .isFalse();
    }

    @Test
    void texts_ofTargetAndCondition_areTheApplicationsOwn() {
        AnalysedStatement statement = analyse(
                Syntaxes.POSTGRESQL,
                "update /* h */ only \"T\" as  x set a=1 where -- c\n x.id = ? /* e */ returning 1");
        assertThat(statement.targetText()).isEqualTo("only \"T\" as  x");
        assertThat(statement.whereText()).isEqualTo("x.id = ?");
        assertThat(statement.splice("p"))
                .isEqualTo(
                        "update /* h */ only \"T\" as  x set a=1 where -- c\n (x.id = ?) AND (p) /* e */ returning 1");
        assertThat(statement.headText()).isEmpty();
        String with = "with v as (select ? as a), W (s) as (select 'update t') -- ?\n ";
        AnalysedStatement naming =
                analyse(Syntaxes.POSTGRESQL, with + "update t set a = ? where id = ? and a in (select s from w)");
        assertThat(naming.headText()).isEqualTo(with);
        assertThat(naming.headParameters()).isOne();
        AnalysedStatement other = analyse(
                Syntaxes.POSTGRESQL,
                with + "update t set a = (select a from v) where id = ? returning (select s from w)");
        assertThat(other.headText()).isEmpty();
        assertThat(other.headParameters()).isZero();
        AnalysedStatement bare = analyse(Syntaxes.STANDARD, "delete from t -- all\n;");
        assertThat(bare.whereText()).isNull();
        assertThat(bare.splice("p")).isEqualTo("delete from t WHERE (p) -- all\n;");
    }

    @Test
    void joinedWrites_nameTheTablesTheyWrite() {
        assertThat(opaque(Syntaxes.POSTGRESQL, "UPDATE t SET a = u.a FROM u WHERE t.id = u.id"))
                .isEqualTo("JOINED_WRITE [t]");
        assertThat(opaque(Syntaxes.SQLSERVER, "UPDATE x SET a = 1 FROM t AS x JOIN u ON u.id = x.id"))
                .isEqualTo("JOINED_WRITE [t as x]");
        assertThat(opaque(Syntaxes.MARIADB, "UPDATE a JOIN b ON a.id = b.id SET a.x = 1, b.y = 2"))
                .isEqualTo("JOINED_WRITE [a, b]");
        assertThat(opaque(Syntaxes.MARIADB, "UPDATE a, b SET a.x = 1 WHERE a.id = b.id"))
                .isEqualTo("JOINED_WRITE [a, b]");
        assertThat(opaque(Syntaxes.MARIADB, "DELETE a FROM a JOIN b ON a.id = b.id"))
                .isEqualTo("JOINED_WRITE [a]");
        assertThat(opaque(Syntaxes.POSTGRESQL, "DELETE FROM t USING u WHERE t.id = u.id"))
                .isEqualTo("JOINED_WRITE [t]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    DELETE FROM t WHERE a = 1 ORDER BY id LIMIT ? | DELETE FROM t WHERE (a = 1) AND (x) ORDER BY id LIMIT ?
                    UPDATE t SET b = 2 WHERE a = 1 LIMIT 1        | UPDATE t SET b = 2 WHERE (a = 1) AND (x) LIMIT 1
                    UPDATE t SET b = 2 LIMIT 5                    | UPDATE t SET b = 2 WHERE (x) LIMIT 5
                    """)
    void limitAndOrder_stayBehindTheGuard(String text, String spliced) {
        AnalysedStatement statement = new CachingSqlAnalyser(Syntaxes.MARIADB).analyse(text);
        assertThat(statement.plan()).isInstanceOf(StatementPlan.Write.class);
        assertThat(statement.splice("x")).isEqualTo(spliced);
    }

    @Test
    void writesOfSomeRows_areNotSplicable() {
        assertThat(opaque(Syntaxes.SQLSERVER, "UPDATE TOP (5) t SET a = 1")).isEqualTo("LIMITED_WRITE [t]");
        assertThat(opaque(Syntaxes.SQLSERVER, "DELETE TOP (5) FROM t WHERE a = 1"))
                .isEqualTo("LIMITED_WRITE [t]");
        assertThat(opaque(Syntaxes.STANDARD, "DELETE FROM t WHERE a = 1 {limit 5}"))
                .isEqualTo("LIMITED_WRITE [t]");
        assertThat(opaque(Syntaxes.H2, "DELETE FROM t WHERE a = 1 FETCH FIRST 1 ROW ONLY"))
                .isEqualTo("LIMITED_WRITE [t]");
        assertThat(opaque(Syntaxes.STANDARD, "DELETE FROM t WHERE a = 1 ROWS 1"))
                .isEqualTo("LIMITED_WRITE [t]");
        assertThat(opaque(Syntaxes.STANDARD, "UPDATE s.t SET a = 1 WHERE CURRENT OF c"))
                .isEqualTo("CURRENT_OF [s.t]");
        assertThat(opaque(Syntaxes.MARIADB, "DELETE HISTORY FROM t")).isEqualTo("LIMITED_WRITE [t]");
        assertThat(opaque(Syntaxes.MARIADB, "DELETE FROM t FOR PORTION OF p FROM 1 TO 2"))
                .isEqualTo("LIMITED_WRITE [t]");
    }

    @Test
    void writesInsideQueries_areFound() {
        assertThat(opaque(Syntaxes.POSTGRESQL, "WITH x AS (DELETE FROM t WHERE id = 1 RETURNING *) SELECT * FROM x"))
                .isEqualTo("WRITING_CTE [t]");
        assertThat(opaque(Syntaxes.POSTGRESQL, "WITH x AS (UPDATE a SET b = 1 RETURNING *) DELETE FROM c WHERE id = 1"))
                .isEqualTo("WRITING_CTE [a, c]");
        assertThat(opaque(Syntaxes.POSTGRESQL, "WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM x"))
                .isEqualTo("WRITING_CTE [a]");
        assertThat(opaque(Syntaxes.H2, "SELECT * FROM FINAL TABLE (UPDATE t SET a = 1)"))
                .isEqualTo("WRITING_CTE [t]");
    }

    @Test
    void disagreement_aboutTheCondition_isRefused() {
        // what stands behind TIMESTAMP looks like the end of the condition
        StatementPlan plan = Syntaxes.plan(
                Syntaxes.STANDARD, "DELETE FROM t WHERE a = TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00Z' AND b = 1");
        assertThat(plan).isInstanceOf(Unanalysed.class);
        assertThat(((Unanalysed) plan).mayWrite()).isTrue();
        assertThat(((Unanalysed) plan).words()).contains("T", "A", "B");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    update t set a=1; garbage here !!    | SEVERAL_STATEMENTS
                    delete from t; delete from u         | SEVERAL_STATEMENTS
                    update t set                         | NOT_PARSED
                    update t set a = 1 where             | NOT_PARSED
                    update t@link set a = 1              | NOT_PARSED
                    delete from a..t where id = 1        | NOT_PARSED
                    delete from t where id = :id         | NOT_PARSED
                    frobnicate t                         | NOT_PARSED
                    """)
    void doubtfulText_isUnanalysed(String text, UnguardedReason reason) {
        StatementPlan plan = Syntaxes.plan(Syntaxes.STANDARD, text);
        assertThat(plan).isInstanceOf(Unanalysed.class);
        assertThat(((Unanalysed) plan).reason()).isEqualTo(reason);
        assertThat(((Unanalysed) plan).mayWrite()).isTrue();
    }
}
