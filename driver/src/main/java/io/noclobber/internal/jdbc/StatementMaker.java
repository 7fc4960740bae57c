package io.noclobber.internal.jdbc;

import io.noclobber.internal.guard.ConnectionGuard;
import io.noclobber.internal.guard.WiderQuery;
import io.noclobber.internal.proxy.ProxyMaker;
import io.noclobber.internal.sql.AnalysedStatement;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Makes the guarded statements of one connection, and keeps their generated classes at hand. As safe for threads as it. */
final class StatementMaker {
    private final GuardedConnection connection;
    private final ConnectionGuard guard;
    private final Origin plain;
    private final ProxyMaker<Statement, Origin, GuardedStatement> statements = new ProxyMaker<>(GuardedStatement.KIND);
    private final ProxyMaker<PreparedStatement, Origin, GuardedPreparedStatement> prepared =
            new ProxyMaker<>(GuardedPreparedStatement.KIND);
    private final ProxyMaker<CallableStatement, Origin, GuardedCallableStatement> calls =
            new ProxyMaker<>(GuardedCallableStatement.KIND);

    /** Where what is prepared is known by, where somebody listens to that. */
    private volatile @Nullable KnownStatements known;

    StatementMaker(GuardedConnection connection) {
        this.connection = connection;
        this.guard = connection.guard;
        this.plain = origin(null, KeysRequest.NONE, null);
    }

    private Origin origin(@Nullable CursorKind cursors, KeysRequest keys, @Nullable AnalysedStatement prepared) {
        return new Origin(connection, cursors, keys, prepared);
    }

    @Nullable Statement plain(@Nullable Statement made) {
        return made == null ? null : statements.make(made, plain);
    }

    @Nullable Statement plain(@Nullable Statement made, CursorKind cursors) {
        return made == null ? null : statements.make(made, origin(cursors, KeysRequest.NONE, null));
    }

    @Nullable PreparedStatement prepare(String sql, KeysRequest keys) throws SQLException {
        return prepare(sql, null, keys, keys::prepare);
    }

    @Nullable PreparedStatement prepare(String sql, CursorKind cursors) throws SQLException {
        return prepare(sql, cursors, KeysRequest.NONE, cursors::prepare);
    }

    /** One of the ways to prepare a text. */
    private interface Preparation {
        @Nullable PreparedStatement of(Connection driver, String sql) throws SQLException;
    }

    private @Nullable PreparedStatement prepare(
            String sql, @Nullable CursorKind cursors, KeysRequest keys, Preparation preparation) throws SQLException {
        guard.preparing();
        AnalysedStatement analysed = analyse(sql);
        WiderQuery wider = cursors != null && cursors.updatable() ? null : guard.wider(analysed);
        if (wider != null) {
            try {
                @Nullable PreparedStatement made = preparation.of(connection.delegate, wider.text());
                return known(made, new Origin(connection, cursors, keys, analysed, wider));
            } catch (SQLException refusal) {
                guard.refused(wider, refusal);
            }
        }
        try {
            @Nullable PreparedStatement made = preparation.of(connection.delegate, sql);
            return known(made, origin(cursors, keys, analysed));
        } catch (SQLException failure) {
            guard.failed(failure);
            throw failure;
        }
    }

    /** One of the ways to prepare a call. */
    interface CallPreparation {
        @Nullable CallableStatement of(Connection driver) throws SQLException;
    }

    @Nullable CallableStatement call(String sql, @Nullable CursorKind cursors, CallPreparation preparation) throws SQLException {
        guard.preparing();
        @Nullable CallableStatement made;
        try {
            made = preparation.of(connection.delegate);
        } catch (SQLException failure) {
            guard.failed(failure);
            throw failure;
        }
        if (made == null) {
            return null;
        }
        GuardedCallableStatement call = calls.make(made, origin(cursors, KeysRequest.NONE, analyse(sql)));
        note(made, call);
        return call;
    }

    private AnalysedStatement analyse(@Nullable String sql) {
        return guard.analyse(sql == null ? "" : sql);
    }

    private @Nullable PreparedStatement known(@Nullable PreparedStatement driver, Origin origin) {
        if (driver == null) {
            return null;
        }
        GuardedPreparedStatement made = prepared.make(driver, origin);
        note(driver, made);
        return made;
    }

    private void note(PreparedStatement driver, GuardedPreparedStatement made) {
        KnownStatements statements = known;
        if (statements != null) {
            statements.add(driver, made);
        }
    }

    /** From here on {@code statements} learns what is prepared. */
    void know(@Nullable KnownStatements statements) {
        known = statements;
    }
}
