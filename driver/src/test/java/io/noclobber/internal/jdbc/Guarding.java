package io.noclobber.internal.jdbc;

import io.noclobber.dialect.Binding;
import io.noclobber.internal.guard.GuardedSql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;

/** A table with two rows, the driver's own connection to it and a guarded one. */
final class Guarding implements AutoCloseable {
    static final String HSQLDB = "jdbc:hsqldb:mem:";
    static final String H2 = "jdbc:h2:mem:";

    /** What is guarded. */
    static final String UPDATE = "UPDATE T SET NAME = ? WHERE ID = ?";

    final StubGuard guard = new StubGuard();
    final Connection driver;
    final Connection connection;

    private Guarding(Connection driver, UnaryOperator<Connection> between) {
        this.driver = driver;
        this.connection = GuardedConnections.wrap(between.apply(driver), Door.of(guard, guard::closed));
    }

    static Guarding of(String engine) throws SQLException {
        return of(engine, UnaryOperator.identity());
    }

    /** @param between gives what the guarded connection stands before, in place of the driver's own */
    static Guarding of(String engine, UnaryOperator<Connection> between) throws SQLException {
        Guarding made = new Guarding(DriverManager.getConnection(engine + "guarding" + System.nanoTime()), between);
        try (Statement statement = made.driver.createStatement()) {
            statement.execute("CREATE TABLE T (ID INT PRIMARY KEY, NAME VARCHAR(20), NOTE VARCHAR(200))");
            statement.execute("INSERT INTO T VALUES (1, 'one', NULL), (2, 'two', 'second')");
        }
        return made;
    }

    /** Adds that the name is still what it was. */
    static GuardedSql guarded(GuardedSql sent, int parameters, String name, String... stored) {
        return new GuardedSql(
                sent.text() + " AND NAME = ?",
                true,
                List.of(new GuardedSql.Value(Binding.STRING, name)),
                parameters,
                List.of(stored));
    }

    String name(int id) throws SQLException {
        try (Statement statement = driver.createStatement();
                var rows = statement.executeQuery("SELECT NAME FROM T WHERE ID = " + id)) {
            return rows.next() ? rows.getString(1) : "gone";
        }
    }

    @Override
    public void close() throws SQLException {
        driver.close();
    }
}
