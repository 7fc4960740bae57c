package io.noclobber.dialect;

import io.noclobber.row.SqlSyntax;
import io.noclobber.row.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one database spells names, sameness and row locks, and what its errors mean; and what its driver does. Implementations
 * are immutable and thread-safe; what a method does not override is standard SQL.
 */
public interface Dialect extends DriverBehaviour {

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

    /** Whether blanks at the end of a CHAR do not count when it is compared with a parameter that has none. */
    default boolean comparesPadded() {
        return false;
    }

    /** A query that gives {@code on} where the transaction refuses all writes; empty where there is none, or no need of one. */
    default String readOnlyQuestion() {
        return "";
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
