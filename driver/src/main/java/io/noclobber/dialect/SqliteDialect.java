package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** SQLite 3. A value carries its own type, so value and type are compared, whatever the column declares. */
final class SqliteDialect implements Dialect {
    private static final SqlSyntax SYNTAX =
            new SqlSyntax(SqlSyntax.Grammar.SQLITE, false, false, true, true, false, false, false, false);
    private static final ColumnRule SAME_VALUE_AND_TYPE = ColumnRule.predicate(
            Capture.OBJECT_BEFORE_TEXT, Binding.OBJECT, "($c COLLATE BINARY IS ? AND typeof($c) = typeof(?))");
    private static final int ERROR = 1;
    private static final int BUSY = 5;
    private static final int DONE = 101;
    private static final String TRIGGERS_AND_PARTIAL_INDEXES =
            "SELECT NULL FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?1 COLLATE NOCASE"
                    + " UNION ALL SELECT name FROM pragma_index_list(?1) WHERE partial";

    @Override
    public boolean runsClosedStatements() {
        return true;
    }

    @Override
    public boolean givesStreamsAgain() {
        return true;
    }

    @Override
    public String name() {
        return "SQLite";
    }

    @Override
    public SqlSyntax syntax(Connection connection) {
        return SYNTAX;
    }

    /** The driver's metadata says otherwise, but no name is told apart by case, quoted or not. */
    @Override
    public Naming naming(Connection connection) throws SQLException {
        return Naming.of(connection.getMetaData()).ignoringCase();
    }

    @Override
    public ColumnRule rule(ColumnType type) {
        return SAME_VALUE_AND_TYPE;
    }

    @Override
    public TableFacts inspect(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRIGGERS_AND_PARTIAL_INDEXES)) {
            statement.setString(1, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                boolean triggers = false;
                Set<String> partial = new HashSet<>();
                while (rows.next()) {
                    String index = rows.getString(1);
                    if (index == null) {
                        triggers = true;
                    } else {
                        partial.add(index);
                    }
                }
                return new TableFacts(Map.of(), false, triggers, true, Set.of(), partial);
            }
        }
    }

    @Override
    public RowLock rowLock(int isolation) {
        return RowLock.NO_OP_UPDATE;
    }

    @Override
    public VerdictRead verdictRead(int isolation) {
        return VerdictRead.PLAIN;
    }

    /** Busy, also as "busy snapshot" (517): the transaction lives on but can never write again. */
    @Override
    public NativeSignal signal(SQLException error, int isolation) {
        return (error.getErrorCode() & 0xff) == BUSY ? NativeSignal.CHANGED_MUST_ROLL_BACK : NativeSignal.NONE;
    }

    /** It has no states, and one code for whatever is wrong with a text. */
    @Override
    public boolean refusesText(SQLException error) {
        return error.getErrorCode() == ERROR;
    }

    @Override
    public boolean reachesSameDatabase(String url) {
        return !vanishes(url) || url.contains("cache=shared");
    }

    @Override
    public boolean vanishes(String url) {
        String file = url.substring("jdbc:sqlite:".length());
        return file.isEmpty() || file.startsWith("?") || file.contains(":memory:") || file.contains("mode=memory");
    }

    /** "SQL statements in progress": the commit would fail. */
    @Override
    public boolean commitsWithRowsOpen() {
        return false;
    }

    /** What {@code executeQuery} says of a text that gives no rows. */
    @Override
    public boolean hasRun(SQLException error, boolean inTransaction) {
        return error.getErrorCode() == DONE;
    }

    @Override
    public TextBegin textBegin() {
        return TextBegin.BEGINS;
    }

    @Override
    public boolean savepointBegins() {
        return true;
    }

    /**
     * After a text that has ended a transaction, or the release of the savepoint that has begun it, the driver says that
     * autocommit is off and begins no other. SQLite refuses this text within a transaction when it is prepared; of the
     * temporary database it would change nothing.
     */
    @Override
    public boolean isTransactionOpen(Connection connection) throws SQLException {
        try {
            connection.prepareStatement("PRAGMA temp.synchronous = 1").close();
            return false;
        } catch (SQLException refused) {
            if (refusesText(refused)) {
                return true;
            }
            throw refused;
        }
    }
}
