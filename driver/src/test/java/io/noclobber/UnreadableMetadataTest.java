package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A driver that does not say what tables consist of, in whatever way: found at once, and never a reason for a statement to fail. */
final class UnreadableMetadataTest {
    private static final String UPDATE = "UPDATE t SET v = 'mine' WHERE id = 1";

    private @Nullable Supplier<Throwable> failure;
    private boolean autoCommit = true;
    private Connection keeper;

    private static final class NotWritten extends Error {
        private static final long serialVersionUID = 1L;
    }

    static Stream<Supplier<Throwable>> failures() {
        return Stream.of(
                () -> new SQLException("no rights", "42501"),
                () -> new UnsupportedOperationException("getColumns"),
                () -> new NullPointerException(),
                () -> new AbstractMethodError("getColumns"),
                NotWritten::new);
    }

    @BeforeEach
    void create() throws SQLException {
        keeper = DriverManager.getConnection("jdbc:h2:mem:unreadable");
        try (Statement statement = keeper.createStatement()) {
            statement.execute("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(9))");
            statement.execute("INSERT INTO t VALUES (1, 'new')");
        }
    }

    @AfterEach
    void drop() throws SQLException {
        keeper.close();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void connecting_whereTablesAreNotTold_isRefused(Supplier<Throwable> failure) throws SQLException {
        this.failure = failure;
        NoclobberDataSource source = new NoclobberDataSource(source());

        assertThatThrownBy(source::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("noclobber cannot guard this database")
                .hasMessageContaining("mode=off");

        source.setMode("off");
        try (Connection connection = source.getConnection()) {
            assertThat(write(connection)).isOne();
        }
    }

    /** Whoever connects then is guarded as soon as the database answers. */
    @Test
    void database_thatIsBusyAtFirst_isGuardedAsSoonAsItAnswers() throws SQLException {
        failure = () -> new SQLException("database is locked");
        try (Connection connection = new NoclobberDataSource(source()).getConnection()) {
            failure = null;
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM t")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(2)).isEqualTo("new");
            }
            try (Statement statement = keeper.createStatement()) {
                statement.executeUpdate("UPDATE t SET v = 'theirs'");
            }
            assertThatThrownBy(() -> write(connection)).isInstanceOf(ConcurrencyConflictException.class);
        }
    }

    /** It would begin a transaction, in which the application could not set what it sets at the beginning of one. */
    @Test
    void connection_withoutAutoCommit_isNotAsked() throws SQLException {
        failure = () -> new SQLException("asked");
        autoCommit = false;

        try (Connection connection = new NoclobberDataSource(source()).getConnection()) {
            assertThat(connection.getAutoCommit()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void statements_whereTablesAreNotToldAnyMore_runAndAreCounted(Supplier<Throwable> failure) throws SQLException {
        try (Connection connection = new NoclobberDataSource(source()).getConnection()) {
            this.failure = failure;
            long before = failed();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM t")) {
                assertThat(rows.next()).isTrue();
            }
            assertThat(write(connection)).isOne();

            assertThat(failed()).isGreaterThan(before);
        }
    }

    @Test
    void write_whereItsTableIsNotToldAnyMore_isRefusedByOption() throws SQLException {
        NoclobberDataSource source = new NoclobberDataSource(source());
        source.setUnparsed("refuse");
        try (Connection connection = source.getConnection()) {
            failure = () -> new SQLException("the catalog is locked");
            assertThatThrownBy(() -> write(connection))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refusal -> assertThat(refusal.getSQLState()).isEqualTo("NC003"))
                    .hasMessageContaining("unparsed=refuse");

            failure = null;
            assertThat(write(connection)).isOne();
        }
    }

    private static int write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(UPDATE);
        }
    }

    private static long failed() {
        return NoclobberDriver.counts().elsewhere().unguarded().getOrDefault("CATALOG_FAILED", 0L);
    }

    private DataSource source() {
        return proxy(DataSource.class, (method, arguments) -> {
            Connection real = DriverManager.getConnection("jdbc:h2:mem:unreadable");
            real.setAutoCommit(autoCommit);
            return proxy(
                    Connection.class,
                    (asked, with) -> asked.getName().equals("getMetaData")
                            ? metaData(real.getMetaData())
                            : asked.invoke(real, with));
        });
    }

    private DatabaseMetaData metaData(DatabaseMetaData real) {
        return proxy(DatabaseMetaData.class, (method, arguments) -> {
            Supplier<Throwable> thrown = failure;
            if (thrown != null && method.getName().equals("getColumns")) {
                throw thrown.get();
            }
            return method.invoke(real, arguments);
        });
    }

    private interface Answer {
        @Nullable Object to(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return answer.to(method, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
