package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A write stands although what it stored could not be read back: by a driver whose generated keys fail. */
class StoredRowTest {
    private static final String URL = "jdbc:h2:mem:stored;DB_CLOSE_DELAY=-1";

    private final AtomicBoolean failing = new AtomicBoolean();
    private Connection ours;
    private Connection other;

    @BeforeEach
    void open() throws SQLException {
        JdbcDataSource real = new JdbcDataSource();
        real.setURL(URL);
        other = DriverManager.getConnection(URL);
        // with a column that the database computes, parameters cannot tell what is stored
        run(other, "CREATE TABLE T (ID INT PRIMARY KEY, A INT, B INT GENERATED ALWAYS AS (A * 2))");
        run(other, "INSERT INTO T (ID, A) VALUES (1, 10)");
        ours = new NoclobberDataSource(broken(DataSource.class, real)).getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        ours.close();
        run(other, "SHUTDOWN");
        other.close();
    }

    /** The driver's object, whose generated keys cannot be read while it is {@link #failing}. */
    private <T> T broken(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                StoredRowTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (failing.get() && method.getName().equals("getGeneratedKeys")) {
                        throw new SQLException("no keys today", "HY000");
                    }
                    try {
                        return brokenInTurn(method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private @Nullable Object brokenInTurn(@Nullable Object given) {
        if (given instanceof Connection connection) {
            return broken(Connection.class, connection);
        }
        return given instanceof PreparedStatement statement ? broken(PreparedStatement.class, statement) : given;
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private void read() throws SQLException {
        try (Statement statement = ours.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, A FROM T")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(2)).isPositive();
        }
    }

    private int write(int value) throws SQLException {
        try (PreparedStatement statement = ours.prepareStatement("UPDATE T SET A = ? WHERE ID = 1")) {
            statement.setInt(1, value);
            return statement.executeUpdate();
        }
    }

    @Test
    void write_inATransaction_standsAndIsReadBackBeforeTheCommit() throws SQLException {
        ours.setAutoCommit(false);
        read();
        failing.set(true);
        assertThat(write(11)).isOne();
        assertThat(write(12)).isOne();
        ours.commit();
        failing.set(false);

        run(other, "UPDATE T SET A = 99");
        assertThatThrownBy(() -> write(13)).isInstanceOf(ConcurrencyConflictException.class);
        ours.rollback();
    }

    @Test
    void write_inAutocommit_standsAndItsRowIsForgottenAndCounted() throws SQLException {
        read();
        long before = dropped();
        failing.set(true);
        assertThat(write(11)).isOne();
        failing.set(false);

        assertThat(dropped()).isGreaterThan(before);
        assertThat(write(12)).isOne();
        read();
        run(other, "UPDATE T SET A = 99");
        assertThatThrownBy(() -> write(13)).isInstanceOf(ConcurrencyConflictException.class);
    }

    private static long dropped() {
        return NoclobberDriver.counts().imagesDropped().getOrDefault("UNKNOWN_AFTER_WRITE", 0L);
    }
}
