package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one database spells names, sameness and row locks, and what its errors mean. Implementations
 * are immutable and thread-safe; what a method does not override is standard SQL.
 */
public interface Dialect {

    /** The engine's name, for messages and logs. */
    String name();

    /** What else the rules depend on, such as a mode of the driver: what is known of tables is shared where this is the same. */
    default String variant() {
        return "";
    }

    /** The lexical rules of this connection, for example after asking for MySQL's sql_mode. */
    SqlSyntax syntax(Connection connection) throws SQLException;

    /** How names are folded and quoted. Asked once a database. */
    default Naming naming(Connection connection) throws SQLException {
        return Naming.of(connection.getMetaData());
    }

    /**
     * The schemas in which an unqualified table is looked for, in that order; empty where the database
     * has none. Asked once a connection, and again after its schema has changed.
     */
    default List<String> searchPath(Connection connection) throws SQLException {
        String schema;
        try {
            schema = connection.getSchema();
        } catch (AbstractMethodError olderThanJdbc41) {
            // a driver or a pool of the time before connections had a schema
            return List.of();
        }
        return schema == null || schema.isEmpty() ? List.of() : List.of(schema);
    }

    /** Whether tables of {@code schema} belong to one session only, so that nobody else can change them. */
    default boolean temporary(String schema) {
        return false;
    }

    /** Whether temporary tables also live in ordinary schemas, where nothing but the type of the table tells them. */
    default boolean mixesTemporaryTables() {
        return true;
    }

    /** How a column of this type is captured and compared. */
    ColumnRule rule(ColumnType type);

    /**
     * The parameter that does exactly what a literal does, whole, behind the {@code =} of an assignment or
     * of a condition: the same is stored, the same rows are found, and nothing is refused that the
     * literal would not have been. Texts that differ in such literals only are then prepared once.
     *
     * @param literal a {@code Long}, a {@code BigDecimal}, or the {@code String} between plain quotes
     * @param assigned whether it is assigned to the column, not compared with it
     * @return {@code null} where that is not certain, and the literal stays in the text
     */
    default @Nullable BoundLiteral bound(ColumnType type, Object literal, boolean assigned) {
        return null;
    }

    /**
     * What the rules must know of a table beyond the standard metadata, such as a collation that
     * ignores case. Runs once a table.
     */
    default TableFacts inspect(Connection connection, TableName table) throws SQLException {
        return TableFacts.NONE;
    }

    /** What a column of this type holds after an UPDATE has set it, as far as that is certain without a look at it. */
    default StoredForm storedForm(ColumnType type) {
        return StoredForm.NONE;
    }

    /**
     * Whether a column of this type may be set by the database itself, to the time of the UPDATE, without the
     * catalog saying so. What such a column held before and after an UPDATE of other columns tells.
     */
    default boolean mayHideUpdateTime(ColumnType type) {
        return false;
    }

    /**
     * The column of which the database itself stores another value with every write of a row.
     *
     * @param columns those that the metadata lists
     * @return {@code null} where there is none
     */
    default @Nullable ColumnType rowVersion(TableFacts facts, List<ColumnType> columns) {
        return facts.rowVersion();
    }

    /** Whether after a statement that failed nothing of its transaction can run any more. */
    default boolean failureEndsTransaction() {
        return false;
    }

    /**
     * Whether the driver sends a {@link java.sql.Date}, {@code Time} or {@code Timestamp} as the time zone of the JVM shows it,
     * whatever the settings of the connection.
     */
    default boolean sendsDatesAsShown() {
        return false;
    }

    /** Whether blanks at the end of a CHAR do not count when it is compared with a parameter that has none. */
    default boolean comparesPadded() {
        return false;
    }

    /** Whether the driver runs what is given to a plain statement that is closed, instead of refusing it. */
    default boolean runsClosedStatements() {
        return false;
    }

    /** Whether the driver may store a large object as soon as a setter of a statement gives it one. */
    default boolean storesLargeObjects() {
        return true;
    }

    /**
     * Whether a stream or large object of a row that the application was given stays as it is while the same value is read
     * once more, and anything else of the row. Where it does not, or nobody has tried, a row that is written while a cursor
     * stays on it is compared without those values.
     */
    default boolean givesStreamsAgain() {
        return false;
    }

    /** Whether the driver reads the streams of an element when it is added to a batch, and not when the batch runs. */
    default boolean batchesReadStreams() {
        return false;
    }

    /** A query that gives {@code on} where the transaction refuses all writes; empty where there is none, or no need of one. */
    default String readOnlyQuestion() {
        return "";
    }

    /** Whether the driver refuses to give generated keys by the numbers of their columns, before it sends anything. */
    default boolean refusesKeyIndexes() {
        return false;
    }

    /** Whether an error only says that an earlier statement of the transaction has failed. */
    default boolean failedBefore(SQLException error) {
        return "25P02".equals(error.getSQLState());
    }

    /** Whether a transaction has savepoints. */
    default boolean hasSavepoints() {
        return true;
    }

    /** How many rows one query may name by their keys, {@code (a = ? AND b = ?) OR (…)}. */
    default int mostKeys() {
        return Integer.MAX_VALUE;
    }

    /** How a row is locked so that it stays as it is until the transaction ends. */
    RowLock rowLock(int isolation);

    /** The ways to lock a row. */
    enum RowLock {
        /** {@code SELECT … FOR UPDATE}, or what the engine has instead. */
        FOR_UPDATE,
        /** An UPDATE that sets a key column to itself, then a plain SELECT: where FOR UPDATE locks nothing. */
        NO_OP_UPDATE,
        /** An UPDATE that finds no row, then a plain SELECT: where that locks the table, or a cursor looks after its row. */
        EMPTY_UPDATE,
        /**
         * An UPDATE that sets the compared columns to themselves, then a plain SELECT: where nothing can be locked, but
         * a statement fails that sets a column which an overlapping transaction has changed.
         */
        COMPARED_UPDATE
    }

    /**
     * Whether a write does not notice that an overlapping transaction has changed another column of its row. In a
     * transaction every guarded write then sets the columns that it compares to themselves before.
     */
    default boolean writesPassEachOther() {
        return false;
    }

    /** Whether an UPDATE of the column changes the row where it is, instead of deleting it and inserting another. */
    default boolean updatesInPlace(ColumnType type) {
        return true;
    }

    /**
     * Which changes by others can be noticed by nobody, neither the database nor a guard, in a sentence for people;
     * empty where there are none.
     */
    default String unnoticed() {
        return "";
    }

    /**
     * How a row is locked that an updatable cursor stands on, which must still be able to write it then. It may be
     * weaker than {@link #rowLock} where the cursor itself refuses to write a row that has changed.
     */
    default RowLock cursorLock(int isolation) {
        return rowLock(isolation);
    }

    /**
     * Whether a cursor that was opened in autocommit mode still stands on its row when other statements have run on the
     * connection, and when a transaction was made and committed around its write. Standard SQL does not say so.
     *
     * @param holdability of the cursor, a constant of {@link java.sql.ResultSet}
     */
    default boolean cursorsStay(int holdability) {
        return false;
    }

    /** Whether {@code updateRow} also writes the columns that the application has not updated, as the cursor shows them. */
    default boolean cursorsWriteWholeRows() {
        return true;
    }

    /** Whether {@code refreshRow} reads the row from the database. */
    default boolean refreshReads() {
        return true;
    }

    /** How a SELECT spells that it locks its rows. */
    default LockText lockText() {
        return LockText.FOR_UPDATE;
    }

    /**
     * What a SELECT of one table is given so that it locks its rows. Immutable.
     *
     * @param hint what stands behind the name of the table
     * @param end what stands at the end
     */
    record LockText(String hint, String end) {
        /** Locks nothing. */
        public static final LockText NONE = new LockText("", "");
        /** As in standard SQL. */
        public static final LockText FOR_UPDATE = new LockText("", " FOR UPDATE");
    }

    /**
     * By which read a transaction at {@code isolation} sees a row as its own write just saw it.
     * Autocommit is like READ COMMITTED: pass that.
     *
     * @param isolation a constant of {@link Connection}
     */
    VerdictRead verdictRead(int isolation);

    /** How a verdict reads a row. */
    enum VerdictRead {
        /** A plain SELECT on the same connection. */
        PLAIN,
        /** A SELECT … FOR UPDATE on the same connection: a plain one shows the old snapshot. */
        LOCKING,
        /** On a second connection: this transaction can show nothing, or only the old snapshot. */
        SECOND_CONNECTION
    }

    /**
     * What an error of a write says about concurrent changes. An error that only can mean one counts;
     * whether it did is for the diff to say.
     *
     * @param isolation the transaction's isolation, a constant of {@link Connection}
     */
    NativeSignal signal(SQLException error, int isolation);

    /**
     * Whether a statement has run, and its driver only says that another method should have been called for it.
     *
     * @param inTransaction whether it ran in a transaction of the application's
     */
    default boolean hasRun(SQLException error, boolean inTransaction) {
        return false;
    }

    /** Whether the parameters of a prepared statement are those that were set last after its batch, not those of the element that ran last. */
    default boolean batchLeavesParameters() {
        return false;
    }

    /** What the database's own exception means for the row and for the transaction. */
    enum NativeSignal {
        /** Nothing to do with other writers. */
        NONE,
        /** Somebody changed the row; the transaction and its earlier work are alive. */
        CHANGED_ALIVE,
        /** Somebody changed the row; the transaction must be rolled back before anything else. */
        CHANGED_MUST_ROLL_BACK,
        /** Somebody changed the row; the database has already rolled the transaction back. */
        CHANGED_ROLLED_BACK
    }

    /** Whether an error says that the database does not understand or accept a text, whatever the data. */
    default boolean refusesText(SQLException error) {
        String state = error.getSQLState();
        // 07502 is HSQLDB's for what was right once
        return state != null && (state.startsWith("42") || state.startsWith("S0") || state.equals("07502"));
    }

    /** Whether a batch of the driver tells for each element how many rows it touched. */
    default boolean countsBatches() {
        return true;
    }

    /** Whether the driver runs nothing of a batch after an element that failed, although it tells a count for each. */
    default boolean failureEndsBatch() {
        return false;
    }

    /** Whether the driver, in autocommit, rolls back the whole of a batch in which an element failed. */
    default boolean failureUndoesBatch() {
        return false;
    }

    /** Whether a transaction can be committed while rows that a statement of it returned are still open. */
    default boolean commitsWithRowsOpen() {
        return true;
    }

    /** Whether the driver closes what a statement has given before when the same statement runs an UPDATE. JDBC says so. */
    default boolean updateClosesRows() {
        return true;
    }

    /** Whether the driver can tell how many rows an UPDATE or DELETE with RETURNING has written. */
    default boolean countsWhatItReturns() {
        return true;
    }

    /** Whether a rollback closes the rows that statements of the connection have given, also those that a commit leaves open. */
    default boolean rollbackClosesRows() {
        return false;
    }

    /** Whether in autocommit any statement closes the rows that others of the connection have given. */
    default boolean statementsCloseRows() {
        return false;
    }

    /** Whether in autocommit mode any statement commits what others of the connection are reading, which ends cursors that end with it. */
    default boolean statementsCommitRows() {
        return statementsCloseRows();
    }

    /**
     * Whether a question to the database while a result is being streamed on the connection makes the driver read all of that
     * result at once, or fails.
     */
    default boolean questionsEndStreams() {
        return false;
    }

    /**
     * Whether a second connection to {@code url} reaches the same database; false for private
     * in-memory databases and for URLs that spread connections over several servers.
     */
    default boolean reachesSameDatabase(String url) {
        return true;
    }

    /**
     * What BEGIN or START TRANSACTION as a text does on a connection in autocommit mode, where the
     * driver's own flag does not tell.
     */
    default TextBegin textBegin() {
        return TextBegin.UNSURE;
    }

    /** Whether a savepoint that is set in autocommit mode begins a transaction, instead of being refused or meaning nothing. */
    default boolean savepointBegins() {
        return false;
    }

    /**
     * Whether a transaction is open, or begins by itself, on a connection whose driver may say that autocommit is off where
     * each statement commits. Changes nothing.
     */
    default boolean isTransactionOpen(Connection connection) throws SQLException {
        return true;
    }

    /** The effects of BEGIN as a text. */
    enum TextBegin {
        /** What follows is one transaction until COMMIT or ROLLBACK. */
        BEGINS,
        /** Each statement goes on committing. */
        IGNORED,
        /** Nobody has measured it. */
        UNSURE
    }

    /**
     * A query for the id of the running transaction, which is null where nothing has been written in it;
     * empty where setting and releasing a savepoint tells whether a transaction is still the same.
     */
    default String transactionId() {
        return "";
    }

    /** Whether the database behind {@code url} may vanish with its last connection. */
    default boolean vanishes(String url) {
        return false;
    }

    /**
     * A query for what tells a database that {@link #vanishes} from one that is made later under the same name.
     *
     * @return empty where nothing does
     */
    default String databaseId() {
        return "";
    }
}
