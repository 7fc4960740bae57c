package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.guard.WiderQuery;
import io.noclobber.internal.proxy.ProxyKind;
import io.noclobber.internal.sql.AnalysedStatement;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A prepared statement whose text passes the guard at each execution. */
public abstract class GuardedPreparedStatement extends ValueSetters {
    static final ProxyKind<PreparedStatement, Origin, GuardedPreparedStatement> KIND = new ProxyKind<>(
            GuardedPreparedStatement.class,
            PreparedStatement.class,
            Origin.class,
            GuardedPreparedStatement::setsParameter);

    final AnalysedStatement analysed;
    private final SessionNames names;

    protected GuardedPreparedStatement(PreparedStatement delegate, Origin origin) {
        super(delegate, origin, recorder(origin));
        this.analysed = prepared(origin);
        this.names = origin.connection().names;
    }

    private static AnalysedStatement prepared(Origin origin) {
        return Objects.requireNonNull(origin.prepared(), "a prepared statement without its text");
    }

    private static @Nullable RecordedParameters recorder(Origin origin) {
        AnalysedStatement analysed = prepared(origin);
        boolean needed = origin.wider() != null
                || origin.connection().guard.needsParameters(analysed)
                || origin.connection().guard.guards(analysed);
        return needed ? new RecordedParameters(analysed.parameters()) : null;
    }

    /** Whether a method that we do not know looks like a setter of a parameter: {@code void m(int or String, value …)}. */
    static boolean setsParameter(Method method) {
        Class<?>[] types = method.getParameterTypes();
        return method.getReturnType() == void.class
                && types.length > 1
                && (types[0] == int.class || types[0] == String.class);
    }

    /** Called before a forwarded method that {@link #setsParameter}. */
    protected final void announce() {
        if (recorded != null) {
            recorded.bypass();
        }
    }

    private Execution perform(Form form) throws SQLException {
        return perform(Execution.of(this, form));
    }

    @Override
    public final boolean execute() throws SQLException {
        return perform(Form.EXECUTE).hasRows;
    }

    @Override
    public final @Nullable ResultSet executeQuery() throws SQLException {
        perform(Form.QUERY);
        return results.shown();
    }

    @Override
    public final int executeUpdate() throws SQLException {
        return (int) perform(Form.UPDATE).count;
    }

    @Override
    public final long executeLargeUpdate() throws SQLException {
        return perform(Form.LARGE_UPDATE).count;
    }

    @Override
    public final @Nullable ResultSetMetaData getMetaData() throws SQLException {
        try {
            WiderQuery wider = origin.wider();
            ResultSetMetaData columns = prepared.getMetaData();
            return wider == null ? columns : VisibleColumns.of(columns, wider.hidden());
        } catch (SQLException failure) {
            failed(failure);
            throw failure;
        }
    }

    @Override
    public final void clearParameters() throws SQLException {
        prepared.clearParameters();
        if (recorded != null) {
            recorded.clear();
        }
    }

    @Override
    public final void addBatch() throws SQLException {
        if (recorded == null || isGone() || !deferred()) {
            prepared.addBatch();
            handsBatch(true);
            return;
        }
        recorded.begin(sameNames());
        if (guard().driver().batchesReadStreams()) {
            recorded.readStreams();
        }
        if (recorded.replayable() && !batch().isWithDriver()) {
            batch().add(analysed, recorded.snapshot());
        } else {
            // The driver says what is missing, or knows what was set by a setter of its own.
            recorded.handStreams(prepared);
            batch().addToDriver(prepared);
        }
    }

    /** Elements of its batch have run on the driver's statement, with their parameters. */
    final void batchRan() throws SQLException {
        if (recorded != null && guard().driver().batchLeavesParameters() && !isGone()) {
            recorded.setAnew(prepared);
        }
    }

    /** Whether a text that is prepared now names the same tables as this one. */
    final boolean sameNames() {
        return names.equals(connection().names);
    }

    private boolean deferred() {
        return guard().route(analysed) == ConnectionGuard.Route.WRITE;
    }

    @Override
    public final void addBatch(String sql) throws SQLException {
        prepared.addBatch(sql);
    }
}
