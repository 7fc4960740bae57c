package io.noclobber.agent.watch;

import io.noclobber.OpenedConnections;
import io.noclobber.agent.log.SecretMask;
import io.noclobber.agent.report.Protection;
import io.noclobber.agent.report.Report;
import io.noclobber.config.InvalidOptionException;
import io.noclobber.config.Mode;
import io.noclobber.config.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import org.jspecify.annotations.Nullable;

/** Hands connections to the driver, and says what became of them. Thread-safe. */
public final class Guardian {
    private final AgentOptions options;
    private final Report report;
    private final Openings openings = new Openings();

    public Guardian(AgentOptions options, Report report) {
        this.options = options;
        this.report = report;
    }

    /** Whether this thread opens a connection for noclobber itself. */
    boolean opensByItself() {
        return openings.isOpening();
    }

    /** What the application gets of {@code result}, which a call gave that nobody around works on with. */
    Object guard(Call call, Object result) throws RefusedException {
        boolean physical = call.door().givesPhysical();
        if (call.isGuarded() || physical && OwnPhysical.isOf(call.target().getClass())) {
            return result;
        }
        try {
            if (OpenedConnections.isGuarded(result)) {
                call.guarded();
                lent(call, result);
                return result;
            }
            return switch (call.door()) {
                case CONNECT, SOURCE -> connection(call, (Connection) result);
                case XA, POOLED -> physical(call, (PooledConnection) result);
            };
        } catch (RuntimeException | Error fault) {
            Faults.rethrowOfTheJvm(fault);
            unguarded(call, result, options.failClosed(call.properties()), fault);
            return result;
        }
    }

    private Object connection(Call call, Connection real) throws RefusedException {
        if (LentConnections.passesOn(call.target().getClass())) {
            return real;
        }
        if (LentConnections.reachGuard(real)) {
            call.guarded();
            lent(call, real);
            return real;
        }
        Settings settings = settings(call, real);
        if (settings == null) {
            return real;
        }
        if (ApplicationsOwn.guards(call.target().getClass())) {
            saw(call, real, Protection.GUARDED_BY_APPLICATION, "");
            call.guarded();
            return real;
        }
        try {
            OpenedConnections.warmUp();
            Connection guarded =
                    OpenedConnections.guard(real, settings, call.door() == Door.SOURCE, openings.again(call));
            saw(call, real, Protection.GUARDED, "");
            call.guarded();
            return guarded;
        } catch (SQLException | RuntimeException | Error failure) {
            Faults.rethrowOfTheJvm(failure);
            unguarded(call, real, settings.failClosed(), failure);
            return real;
        }
    }

    private Object physical(Call call, PooledConnection real) throws RefusedException {
        Settings settings = settings(call, real);
        if (settings == null || ApplicationsOwn.guards(call.target().getClass())) {
            if (settings != null) {
                saw(call, real, Protection.GUARDED_BY_APPLICATION, "");
            }
            return real;
        }
        OpenedConnections.Handles handles = handle -> handle(call, handle, settings);
        try {
            OpenedConnections.warmUp();
            Object guarded = real instanceof XAConnection xa && call.door() == Door.XA
                    ? OpenedConnections.xa(xa, handles, XaSources.of(call.target()))
                    : OpenedConnections.pooled(real, handles);
            saw(call, real, Protection.GUARDED, "");
            call.guarded();
            return guarded;
        } catch (RuntimeException | Error failure) {
            Faults.rethrowOfTheJvm(failure);
            unguarded(call, real, settings.failClosed(), failure);
            return real;
        }
    }

    private Connection handle(Call call, Connection handle, Settings settings) throws SQLException {
        if (OpenedConnections.reachesGuard(handle)) {
            return handle;
        }
        try {
            return OpenedConnections.guardHandle(handle, settings, openings.physicalAgain(call));
        } catch (SQLException | RuntimeException | Error failure) {
            Faults.rethrowOfTheJvm(failure);
            try {
                unguarded(call, handle, settings.failClosed(), failure);
            } catch (RefusedException refusal) {
                throw refusal.reason();
            }
            return handle;
        }
    }

    /** The options for a connection; {@code null} where it is to be left alone. */
    private @Nullable Settings settings(Call call, Object real) throws RefusedException {
        Properties given = call.properties();
        try {
            Settings settings = options.resolve(given);
            if (settings.mode() == Mode.OFF) {
                saw(call, real, Protection.OFF, "");
                call.guarded();
                return null;
            }
            return settings;
        } catch (InvalidOptionException invalid) {
            unguarded(call, real, options.failClosed(given), invalid);
            return null;
        }
    }

    private void lent(Call call, Object connection) {
        if (call.door() != Door.SOURCE) {
            return;
        }
        saw(call, connection, Protection.LENT, "");
        try {
            OpenedConnections.borrowed((Connection) connection);
        } catch (SQLException | RuntimeException | Error failure) {
            Faults.rethrowOfTheJvm(failure);
            saw(
                    call,
                    connection,
                    Protection.LENT,
                    "what an earlier borrower has read is not forgotten: " + withoutSecrets(call, failure));
        }
    }

    /** What a driver says may repeat how the connection was opened. */
    private static String withoutSecrets(Call call, Throwable failure) {
        return SecretMask.hide(String.valueOf(failure), call.secrets());
    }

    private void saw(Call call, Object connection, Protection protection, String detail) {
        report.saw(connection.getClass(), call.target().getClass(), protection, detail);
    }

    private void unguarded(Call call, Object real, boolean refuse, Throwable failure) throws RefusedException {
        String reason = failure instanceof InvalidOptionException
                ? String.valueOf(failure.getMessage())
                : withoutSecrets(call, failure);
        saw(call, real, Protection.NOT, reason);
        if (refuse) {
            throw refusal(real, reason, failure);
        }
    }

    /**
     * A fault of ours has come between, so that nobody knows of a connection that it is guarded.
     *
     * @param real the connection, {@code null} where it is not open yet
     */
    void failed(@Nullable Object real, Throwable fault) throws RefusedException {
        if (options.failsClosed()) {
            throw refusal(real, SecretMask.hide("" + fault), fault);
        }
    }

    private static RefusedException refusal(@Nullable Object real, String reason, Throwable failure) {
        SQLException refusal = new SQLException(
                "noclobber does not let this connection through, because it cannot guard it and failClosed=true: "
                        + reason,
                "08001",
                failure);
        if (real != null) {
            close(real, refusal);
        }
        return new RefusedException(refusal);
    }

    private static void close(Object real, SQLException refusal) {
        try {
            if (real instanceof Connection connection) {
                connection.close();
            } else {
                ((PooledConnection) real).close();
            }
        } catch (SQLException | RuntimeException second) {
            refusal.addSuppressed(second);
        }
    }
}
