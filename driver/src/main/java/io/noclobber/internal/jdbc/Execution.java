package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.guard.GuardedSql;
import io.noclobber.internal.guard.Parameters;
import io.noclobber.internal.guard.WiderQuery;
import io.noclobber.internal.guard.WriteAttempt;
import io.noclobber.internal.sql.AnalysedStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a text in the form the application chose, on the application's own statement or
 * on an internal one. Confined to the call.
 */
final class Execution implements WriteAttempt, ConnectionGuard.Call<Execution> {
    /** A plain statement may hold question marks, and a prepared one would take them for parameters. */
    private static final Parameters NOT_REPLAYABLE = new Parameters() {
        @Override
        public boolean replayable() {
            return false;
        }

        @Override
        public @Nullable Object value(int index) {
            return UNKNOWN;
        }

        @Override
        public void bind(int index, PreparedStatement target, int targetIndex) throws SQLException {
            NONE.bind(index, target, targetIndex);
        }
    };

    private final GuardedStatement statement;
    final AnalysedStatement analysed;
    final Form form;
    private final KeysRequest keys;
    private final @Nullable String text;
    private final boolean prepared;
    Parameters parameters;
    private boolean asked;
    private boolean ran;
    private @Nullable SQLException refusal;

    /** The transaction ends before the application sees the rows. */
    private boolean whole;

    /** What the driver has to say of a statement that it has run by a method that is not for its text. */
    @Nullable SQLException complaint;

    /** Whether it gave rows; for {@link Form#EXECUTE}. */
    boolean hasRows;

    /** In which form it runs, {@code null} for as the application wrote it. */
    @Nullable WiderQuery wider;

    /** The driver's own rows, where they have been fetched. */
    @Nullable ResultSet rows;

    /** When the rows of a query were opened. */
    long opened;

    /** The driver's count or the guard's; -1 where it has not been fetched. */
    long count = -1;

    private Execution(
            GuardedStatement statement,
            AnalysedStatement analysed,
            Form form,
            KeysRequest keys,
            boolean prepared,
            @Nullable String text,
            Parameters parameters) {
        this.statement = statement;
        this.analysed = analysed;
        this.form = form;
        this.keys = keys;
        this.text = text;
        this.prepared = prepared;
        this.parameters = parameters;
    }

    /** Of a text handed to {@code statement} now. */
    static Execution of(GuardedStatement statement, @Nullable String text, Form form, KeysRequest keys) {
        AnalysedStatement analysed = statement.guard().analyse(text == null ? "" : text);
        // A prepared statement refuses other texts, though not all that have its class are one, and what the driver
        // refuses must not succeed on an internal one.
        Parameters parameters =
                statement instanceof GuardedPreparedStatement ? NOT_REPLAYABLE : parameters(statement, analysed);
        return new Execution(statement, analysed, form, keys, false, text, parameters);
    }

    /** Of the text that {@code statement} has prepared. */
    static Execution of(GuardedPreparedStatement statement, Form form) {
        RecordedParameters recorded = statement.recorded;
        if (recorded != null) {
            recorded.begin(statement.sameNames());
        }
        Parameters parameters = recorded == null ? NOT_REPLAYABLE : recorded;
        Execution execution =
                new Execution(statement, statement.analysed, form, statement.origin.keys(), true, null, parameters);
        execution.wider = statement.origin.wider();
        return execution;
    }

    /**
     * The parameters of a plain text: none, or question marks that are not parameters, or braces that are no escapes:
     * a prepared statement would take them for what they are not.
     */
    static Parameters parameters(GuardedStatement statement, AnalysedStatement plain) {
        boolean braces = !statement.escapes() && plain.text().indexOf('{') >= 0;
        return plain.parameters() == 0 && !braces ? Parameters.NONE : NOT_REPLAYABLE;
    }

    /** Whether the driver refuses how the application asks for keys, whatever it runs. */
    boolean asksInVain() {
        return !prepared
                && keys instanceof KeysRequest.Indexes indexes
                && indexes.namesAny()
                && statement.guard().driver().refusesKeyIndexes();
    }

    /** Runs the application's own text on its own statement. */
    @Override
    public Execution run() throws SQLException {
        Statement own = statement.delegate;
        statement.results.ran(own, false);
        if (!prepared) {
            run(own);
            return this;
        }
        if (parameters instanceof RecordedParameters recorded) {
            recorded.handStreams((PreparedStatement) own);
        }
        run((PreparedStatement) own);
        return this;
    }

    /** Runs the text on the application's own statement, whose results nobody has told that it would. */
    void runAlone() throws SQLException {
        run(statement.delegate);
    }

    /** How many columns its rows have that the application must not see. */
    int hidden() {
        return wider == null ? 0 : wider.hidden();
    }

    /** Runs a query, in its wider form where it has one. */
    @Nullable ResultSet read() throws SQLException {
        if (!prepared && !statement.givesUpdatableRows()) {
            wider = statement.guard().wider(analysed);
        }
        if (wider == null) {
            return run().asked();
        }
        // a stream is with the statement that is prepared in the wider form
        if (prepared && !parameters.replayable()) {
            return statement.guard().read(wider, () -> run().asked(), null);
        }
        return statement.guard().read(wider, () -> run().asked(), this::readAsWritten);
    }

    /** The rows, where the application's form gives them; {@code execute} leaves them with the driver. */
    private @Nullable ResultSet asked() {
        // while no other thread can write: what one writes before the rows are followed they do not show
        opened = statement.guard().moment();
        if (form == Form.EXECUTE) {
            if (parameters instanceof RecordedParameters recorded) {
                // what is set by the time that the rows are asked for is another matter
                parameters = recorded.snapshot();
            }
        }
        return rows;
    }

    private @Nullable ResultSet readAsWritten() throws SQLException {
        wider = null;
        // a driver may close a statement over what it refuses; one that the application has closed runs nothing more
        if (statement.isGone() || !prepared && !statement.delegate.isClosed()) {
            return run().asked();
        }
        GuardedSql own = GuardedSql.asWritten(analysed.text());
        PreparedStatement internal = statement.internals().find(own, keys, true);
        own.bind(internal, parameters, analysed.parameters());
        statement.results.ran(internal, false);
        runInternal(internal);
        return asked();
    }

    @Override
    public long execute(GuardedSql sql) throws SQLException {
        asked = false;
        hasRows = false;
        rows = null;
        count = -1;
        refusal = null;
        complaint = null;
        ran = false;
        if (!sql.guarded()) {
            run();
        } else {
            PreparedStatement internal = prepare(sql);
            sql.bind(internal, parameters, analysed.parameters());
            asked = !sql.stored().isEmpty() && !keys.asks();
            statement.results.ran(internal, asked);
            runInternal(internal);
        }
        ran = true;
        return affected();
    }

    private PreparedStatement prepare(GuardedSql sql) throws SQLException {
        try {
            return statement.internals().find(sql, keys, analysed.isReturning());
        } catch (SQLException refused) {
            refusal = refused;
            throw refused;
        }
    }

    @Override
    public void asks(Statement question) {
        statement.results.asks(question);
    }

    @Override
    public void answered() {
        statement.results.answered();
    }

    @Override
    public boolean ran() {
        return ran;
    }

    @Override
    public @Nullable SQLException refusal() {
        return refusal;
    }

    @Override
    public boolean tells(boolean returning) {
        // not every driver counts rows that it has not been asked for
        return form == Form.EXECUTE || (form == Form.QUERY) == returning;
    }

    @Override
    public int queryTimeout() {
        return statement.queryTimeout();
    }

    @Override
    public void settle() throws SQLException {
        statement.results.keepWarnings();
    }

    @Override
    public boolean canReturnStored() {
        return !keys.asks() && form != Form.QUERY;
    }

    @Override
    public @Nullable ResultSet stored() throws SQLException {
        return asked ? statement.results.ran().getGeneratedKeys() : null;
    }

    private void runInternal(PreparedStatement internal) throws SQLException {
        try {
            run(internal);
        } catch (SQLException failure) {
            statement.internals().keepToOwner();
            throw failure;
        }
        if (rows != null || hasRows) {
            statement.internals().keepToOwner();
        }
    }

    @Override
    public void whole() {
        whole = true;
    }

    private WholeFetch fetching(Statement target) throws SQLException {
        return new WholeFetch(target, whole && (keys.asks() || form == Form.EXECUTE || form == Form.QUERY));
    }

    /** The statement has run: what the driver has to say of the method is for the application, once the guard has done its part. */
    private void complain(SQLException failure) throws SQLException {
        if (!statement.guard().hasRun(failure, whole)) {
            throw failure;
        }
        complaint = failure;
    }

    private void run(PreparedStatement target) throws SQLException {
        WholeFetch fetching = fetching(target);
        try {
            switch (form) {
                case EXECUTE -> hasRows = target.execute();
                case QUERY -> rows = target.executeQuery();
                case UPDATE -> count = target.executeUpdate();
                case LARGE_UPDATE -> count = target.executeLargeUpdate();
            }
        } catch (SQLException failure) {
            complain(failure);
        } finally {
            fetching.end();
        }
    }

    @SuppressWarnings("NullAway") // A null text is the application's own; its driver says what it thinks of it.
    private void run(Statement plain) throws SQLException {
        String sent = wider == null ? text : wider.text();
        WholeFetch fetching = fetching(plain);
        try {
            switch (form) {
                case EXECUTE -> hasRows = keys.execute(plain, sent);
                case QUERY -> rows = plain.executeQuery(sent);
                case UPDATE -> count = keys.executeUpdate(plain, sent);
                case LARGE_UPDATE -> count = keys.executeLargeUpdate(plain, sent);
            }
        } catch (SQLException failure) {
            complain(failure);
        } finally {
            fetching.end();
        }
    }

    /** The driver's rows, fetched now if the application's form leaves them for later. */
    @Nullable ResultSet fetch() throws SQLException {
        if (hasRows) {
            rows = statement.results.ran().getResultSet();
        }
        return rows;
    }

    private static boolean hasAny(ResultSet rows) throws SQLException {
        try {
            return rows.isBeforeFirst();
        } catch (SQLFeatureNotSupportedException nobodyKnows) {
            return true;
        }
    }

    /** The rows of a statement that should have been run by another method. */
    private @Nullable ResultSet unasked() throws SQLException {
        return form == Form.QUERY ? null : statement.results.ran().getResultSet();
    }

    private long affected() throws SQLException {
        ResultSet fetched = complaint == null ? fetch() : unasked();
        if (fetched != null) {
            return hasAny(fetched) ? 1 : 0;
        }
        if (form == Form.EXECUTE) {
            count = statement.results.ran().getUpdateCount();
        }
        return count;
    }
}
