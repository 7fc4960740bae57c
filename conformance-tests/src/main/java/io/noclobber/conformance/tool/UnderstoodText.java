package io.noclobber.conformance.tool;

import io.noclobber.dialect.Dialects;
import io.noclobber.internal.catalog.NamePart;
import io.noclobber.internal.sql.AnalysedStatement;
import io.noclobber.internal.sql.CachingSqlAnalyser;
import io.noclobber.internal.sql.SqlAnalyser;
import io.noclobber.internal.sql.StatementPlan;
import io.noclobber.internal.sql.UnguardedReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a statement does, as the driver understands it too. Immutable. */
final class UnderstoodText {
    private static final String NO_WRITE = "--sql is no UPDATE or DELETE: ";

    private static final Pattern STRING = Pattern.compile("'(?:[^']|'')+'");

    private final SqlAnalyser analyser;
    private final AnalysedStatement statement;

    private UnderstoodText(SqlAnalyser analyser, AnalysedStatement statement) {
        this.analyser = analyser;
        this.statement = statement;
    }

    static UnderstoodText of(SqlAnalyser analyser, String text) {
        return new UnderstoodText(analyser, analyser.analyse(text));
    }

    /** Reads texts by the rules of the database behind a connection. */
    static SqlAnalyser analyser(Connection connection) throws SQLException {
        return new CachingSqlAnalyser(Dialects.of(connection).syntax(connection));
    }

    /**
     * Whether it shows rows and cannot write any.
     *
     * <p>What was not understood may be several statements, and its words are all that is known of it.
     */
    boolean isQuery() {
        StatementPlan plan = statement.plan();
        return plan instanceof StatementPlan.Read
                || plan instanceof StatementPlan.OpaqueRead
                || (plan instanceof StatementPlan.Unanalysed unknown && onlyReads(unknown));
    }

    /** Whether it may change rows, or what tables there are. */
    boolean mayWrite() {
        StatementPlan plan = statement.plan();
        return plan instanceof StatementPlan.Write
                || plan instanceof StatementPlan.OpaqueWrite
                || plan instanceof StatementPlan.Insert
                || plan instanceof StatementPlan.Definition
                || (plan instanceof StatementPlan.Unanalysed unknown && !onlyReads(unknown));
    }

    /** A word in a string is none of the statement. The guard's own questions to a catalog have such. */
    private boolean onlyReads(StatementPlan.Unanalysed unknown) {
        if (!unknown.mayWrite()) {
            return unknown.reason() != UnguardedReason.SEVERAL_STATEMENTS
                    && !unknown.words().contains("INSERT");
        }
        String emptied = STRING.matcher(statement.text()).replaceAll("''");
        return unknown.reason() == UnguardedReason.NOT_PARSED
                && !emptied.equals(statement.text())
                && new UnderstoodText(analyser, analyser.analyse(emptied)).isQuery();
    }

    /** @throws CannotRunException where noclobber has nothing to do with it, saying what it is */
    void refuseUnlessExplained() throws CannotRunException {
        StatementPlan plan = statement.plan();
        if (plan instanceof StatementPlan.Insert) {
            throw new CannotRunException(NO_WRITE + "it only adds rows, and is sent as it is.");
        }
        if (plan instanceof StatementPlan.Definition) {
            throw new CannotRunException(NO_WRITE + "it changes tables or rights, and is sent as it is.");
        }
        if (plan instanceof StatementPlan.Call) {
            throw new CannotRunException(NO_WRITE + "it is a call, and is sent as it is. What it writes nobody sees.");
        }
        if (isQuery()) {
            throw new CannotRunException(NO_WRITE + "it is a query, whose rows are remembered. Give it by --read,"
                    + " and by --sql the statement that writes such a row afterwards.");
        }
        if (!mayWrite()) {
            throw new CannotRunException(NO_WRITE + "it writes no row, and is sent as it is.");
        }
        if (statement.parameters() > 0) {
            throw new CannotRunException("--sql has a ? in it: what would be sent depends on the values."
                    + " Write them into the statement, those of a row that exists.");
        }
    }

    /** The table that it writes, {@code null} where it is not guarded as a write of one table. */
    @Nullable List<NamePart> target() {
        return statement.plan() instanceof StatementPlan.Write write
                ? write.target().path().stream()
                        .map(name -> new NamePart(name.text(), name.quoted()))
                        .toList()
                : null;
    }

    /**
     * The query that shows the rows which it means; {@code null} where it is not guarded by what was read.
     *
     * @throws CannotRunException where it means all rows
     */
    @Nullable String query() throws CannotRunException {
        if (!(statement.plan() instanceof StatementPlan.Write)) {
            return null;
        }
        String where = statement.whereText();
        if (where == null) {
            throw new CannotRunException(
                    "--sql has no WHERE, so it means every row of the table, which are not all read"
                            + " for this. Give by --read the query that the application reads by before.");
        }
        return statement.headText() + "SELECT * FROM " + statement.targetText() + " WHERE " + where;
    }
}
