package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.StatementEvent;
import javax.sql.StatementEventListener;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A physical connection gives one handle after the other, and tells its pool of itself and of the statements it has given. */
class PooledHandleTest {
    private final List<StubGuard> guards = new ArrayList<>();

    private PooledOrigin origin() {
        return new PooledOrigin(handle -> {
            StubGuard guard = new StubGuard();
            guards.add(guard);
            return GuardedConnections.wrap(handle, Door.of(guard, guard::closed));
        });
    }

    private static JdbcDataSource h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:handles");
        return source;
    }

    @Test
    void handles_oneAfterTheOther_endWithTheirGuards() throws SQLException {
        PooledConnection physical = GuardedPooledConnection.wrap(h2().getPooledConnection(), origin());
        Connection first = physical.getConnection();
        first.close();
        assertThat(guards.get(0).releases).isTrue();
        Connection second = physical.getConnection();
        assertThat(second).isNotSameAs(first);
        Connection third = physical.getConnection();
        assertThat(second.isClosed()).isTrue(); // by the driver, past us
        assertThat(guards.get(1).releases).isTrue();
        assertThat(guards.get(2).releases).isFalse();
        physical.close();
        assertThat(third.isClosed()).isTrue();
        assertThat(guards).hasSize(3).allMatch(guard -> guard.releases);
    }

    @Test
    void closedHandle_isToldByTheConnectionThatThePoolKnows() throws SQLException {
        PooledConnection physical = GuardedPooledConnection.wrap(h2().getPooledConnection(), origin());
        List<Object> sources = new ArrayList<>();
        ConnectionEventListener listener = new ConnectionEventListener() {
            @Override
            public void connectionClosed(ConnectionEvent event) {
                sources.add(event.getSource());
            }

            @Override
            public void connectionErrorOccurred(ConnectionEvent event) {
                sources.add(event.getSQLException());
            }
        };
        physical.addConnectionEventListener(listener);
        physical.getConnection().close();
        assertThat(sources).containsExactly(physical);
        physical.removeConnectionEventListener(listener);
        physical.getConnection().close();
        assertThat(sources).hasSize(1);
        physical.close();
    }

    /** One class for all, as many drivers have: a cast does not lead around the guard. */
    @Test
    void physicalConnection_isNoDoorPastTheGuard() throws SQLException {
        XAConnection bare = h2().getXAConnection();
        assertThat(bare).isInstanceOf(XAResource.class);
        XAConnection physical = GuardedXAConnection.wrap(bare, origin());
        assertThat(physical).isNotInstanceOf(XAResource.class);
        assertThat(physical.getXAResource()).isSameAs(physical.getXAResource()).isNotInstanceOf(PooledConnection.class);
        assertThat(physical.getConnection()).isInstanceOf(Guarded.class).isNotInstanceOf(DataSource.class);
        assertThat(GuardedXAConnection.wrap(physical, origin())).isSameAs(physical);
        physical.close();
    }

    /** A driver that tells of statements, which H2 does not. */
    private static final class Telling {
        final List<StatementEventListener> listeners = new ArrayList<>();
        final List<PreparedStatement> prepared = new ArrayList<>();
        final PooledConnection physical;

        Telling(Connection handle) {
            Connection remembering = (Connection) proxy(Connection.class, (proxy, method, given) -> {
                Object made = method.invoke(handle, given);
                if (made instanceof PreparedStatement statement) {
                    prepared.add(statement);
                }
                return made;
            });
            physical = (PooledConnection) proxy(PooledConnection.class, (proxy, method, given) -> {
                if (method.getName().equals("addStatementEventListener")) {
                    listeners.add((StatementEventListener) given[0]);
                }
                return method.getName().equals("getConnection") ? remembering : null;
            });
        }

        void closed(PreparedStatement statement) {
            listeners.forEach(listener -> listener.statementClosed(new StatementEvent(physical, statement)));
        }

        void failed(PreparedStatement statement, SQLException failure) {
            listeners.forEach(
                    listener -> listener.statementErrorOccurred(new StatementEvent(physical, statement, failure)));
        }

        private static Object proxy(Class<?> type, java.lang.reflect.InvocationHandler handler) {
            return Proxy.newProxyInstance(PooledHandleTest.class.getClassLoader(), new Class<?>[] {type}, handler);
        }
    }

    @Test
    void statementEvents_nameTheStatementsThatThePoolHas() throws SQLException {
        try (Connection handle = h2().getConnection()) {
            Telling driver = new Telling(handle);
            PooledConnection physical = GuardedPooledConnection.wrap(driver.physical, origin());
            List<@Nullable Object> told = new ArrayList<>();
            Connection early = physical.getConnection();
            physical.addStatementEventListener(new StatementEventListener() {
                @Override
                public void statementClosed(StatementEvent event) {
                    told.add(event.getSource());
                    told.add(event.getStatement());
                }

                @Override
                public void statementErrorOccurred(StatementEvent event) {
                    told.add(event.getSQLException());
                    told.add(event.getStatement());
                }
            });
            Statement first = early.prepareStatement("SELECT 1");
            Statement second = physical.getConnection().prepareCall("SELECT 2");
            SQLException failure = new SQLException("broken");
            driver.closed(driver.prepared.get(0));
            driver.failed(driver.prepared.get(1), failure);
            assertThat(told).containsExactly(physical, first, failure, second);
            told.clear();
            driver.closed(handle.prepareStatement("SELECT 3")); // one of our own
            assertThat(told).isEmpty();
        }
    }
}
