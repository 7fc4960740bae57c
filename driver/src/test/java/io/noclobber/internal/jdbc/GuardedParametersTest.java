package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.internal.guard.Parameters;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarded texts have the parameters that the application has set. */
class GuardedParametersTest {
    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void stream_ofAnUpdate_reachesTheStatementThatRuns(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            String text = "UPDATE T SET NOTE = ? WHERE ID = ?";
            PreparedStatement update = made.connection.prepareStatement(text);
            for (boolean guard : new boolean[] {true, false}) {
                made.guard.rewrite = sent -> guard ? Guarding.guarded(sent, 2, "one") : sent;
                update.setCharacterStream(1, new StringReader("streamed " + guard));
                update.setInt(2, 1);
                assertThat(update.executeUpdate()).isEqualTo(1);
                assertThat(made.guard.parameters.value(1)).isSameAs(Parameters.UNKNOWN);
                assertThat(note(made)).isEqualTo("streamed " + guard);
            }
            update.setAsciiStream(1, new ByteArrayInputStream("bytes".getBytes(StandardCharsets.US_ASCII)), 5);
            made.guard.rewrite = sent -> Guarding.guarded(sent, 2, "one");
            update.addBatch();
            assertThat(update.executeBatch()).containsExactly(1);
            assertThat(note(made)).isEqualTo("bytes");
        }
    }

    private static String note(Guarding made) throws SQLException {
        try (Statement statement = made.driver.createStatement();
                ResultSet rows = statement.executeQuery("SELECT NOTE FROM T WHERE ID = 1")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void stream_thatTheDriverReadsAtOnce_isWhatItWasWhicheverStatementRuns(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            made.guard.rewrite = sent -> Guarding.guarded(sent, 2, "one");
            PreparedStatement update = made.connection.prepareStatement(Guarding.UPDATE);
            update.setCharacterStream(1, new StringReader("one"), 3);
            update.setInt(2, 1);
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.name(1)).isEqualTo("one");
            made.guard.rewrite = sent -> sent;
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.name(1)).isEqualTo("one");
            StringReader text = new StringReader("two");
            update.setCharacterStream(1, text, 3);
            text.close();
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.name(1)).isEqualTo("two");
        }
    }

    /** What the driver has to say comes from the setter, as without us; the probe must not be what is then stored. */
    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void stream_thatCannotBeRead_isRefusedByItsSetterAndNotSet(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            PreparedStatement update = made.connection.prepareStatement(Guarding.UPDATE);
            StringReader closed = new StringReader("x");
            closed.close();
            update.setInt(2, 1);
            assertThatThrownBy(() -> update.setCharacterStream(1, closed)).isInstanceOf(SQLException.class);
            assertThatThrownBy(update::executeUpdate).isInstanceOf(SQLException.class);
            assertThat(made.name(1)).isEqualTo("one");
            update.setString(1, "x");
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.name(1)).isEqualTo("x");
        }
    }

    /** HSQLDB reads the stream of a CLOB when the statement runs. */
    private static PreparedStatement ofClob(Guarding made) throws SQLException {
        try (Statement statement = made.driver.createStatement()) {
            statement.execute("ALTER TABLE T ADD COLUMN BODY CLOB");
        }
        return made.connection.prepareStatement("UPDATE T SET BODY = ? WHERE ID = ?");
    }

    @Test
    void stream_inABatch_mayBeClosedAndIsSetStill() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.HSQLDB)) {
            made.guard.batchesReadStreams = true;
            made.guard.rewrite = sent -> Guarding.guarded(sent, 2, "one");
            PreparedStatement update = ofClob(made);
            StringReader text = new StringReader("body");
            update.setCharacterStream(1, text, 4);
            update.setInt(2, 1);
            update.addBatch();
            text.close();
            assertThat(update.executeBatch()).containsExactly(1);
            made.guard.rewrite = sent -> sent;
            assertThat(update.executeUpdate()).isEqualTo(1);
            update.addBatch();
            assertThat(update.executeBatch()).containsExactly(1);
            try (Statement statement = made.driver.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT BODY FROM T WHERE ID = 1")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("body");
            }
        }
    }

    /** What fails once is our own trial, of which the application hears nothing: the guarded statement gets the stream all the same. */
    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void stream_whoseTrialFailsOnce_reachesTheGuardedStatement(String engine) throws SQLException {
        AtomicInteger failures = new AtomicInteger();
        try (Guarding made = Guarding.of(engine, driver -> failingOnce(driver, failures))) {
            made.guard.rewrite = sent -> Guarding.guarded(sent, 2, "changed by somebody else");
            PreparedStatement update = ofClob(made);
            update.setCharacterStream(1, new StringReader("body"), 4);
            assertThat(failures).hasValue(1);
            update.setInt(2, 1);
            assertThat(update.executeUpdate()).isZero();
            assertThat(made.guard.parameters.replayable()).isTrue();
        }
    }

    private static Connection failingOnce(Connection driver, AtomicInteger failures) {
        return proxy(Connection.class, (method, arguments) -> {
            Object given = method.invoke(driver, arguments);
            return given instanceof PreparedStatement statement ? failingOnce(statement, failures) : given;
        });
    }

    private static PreparedStatement failingOnce(PreparedStatement statement, AtomicInteger failures) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().equals("setCharacterStream") && failures.getAndSet(1) == 0) {
                throw new AbstractMethodError("not this time");
            }
            return method.invoke(statement, arguments);
        });
    }

    private interface Answer {
        @Nullable Object to(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (own, method, arguments) -> {
                    try {
                        return answer.to(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void stream_notSetAnew_isRefusedWhereAnotherStatementRuns() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.HSQLDB)) {
            made.guard.rewrite = sent -> Guarding.guarded(sent, 2, "one");
            PreparedStatement update = ofClob(made);
            update.setCharacterStream(1, new StringReader("body"), 4);
            update.setInt(2, 1);
            assertThat(update.executeUpdate()).isEqualTo(1);
            made.guard.rewrite = sent -> sent;
            assertThatThrownBy(update::executeUpdate)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("set it again");
            update.setCharacterStream(1, new StringReader("more"), 4);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void stream_neededTwice_isRefusedRatherThanReadEmpty() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.HSQLDB)) {
            made.guard.rewrite = sent -> Guarding.guarded(sent, 2, "other");
            made.guard.attempts = 2;
            PreparedStatement update = ofClob(made);
            update.setCharacterStream(1, new StringReader("once"));
            update.setInt(2, 1);
            assertThatThrownBy(update::executeUpdate)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("parameter 1 is a stream");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void setter_thatTheDriverRefuses_failsAtOnce(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            PreparedStatement update = made.connection.prepareStatement(Guarding.UPDATE);
            assertThatThrownBy(() -> update.setString(3, "none")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> update.setCharacterStream(3, new StringReader("none")))
                    .isInstanceOf(SQLException.class);
            update.setString(1, "x");
            assertThatThrownBy(update::executeUpdate).isInstanceOf(SQLException.class);
            assertThatThrownBy(update::addBatch).isInstanceOf(SQLException.class);
            assertThat(made.name(1)).isEqualTo("one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Guarding.HSQLDB, Guarding.H2})
    void parameters_cleared_areForgotten(String engine) throws SQLException {
        try (Guarding made = Guarding.of(engine)) {
            made.guard.rewrite = sent -> Guarding.guarded(sent, 2, "one");
            PreparedStatement update = made.connection.prepareStatement(Guarding.UPDATE);
            update.setString(1, "x");
            update.setInt(2, 1);
            update.clearParameters();
            assertThatThrownBy(update::executeUpdate).isInstanceOf(SQLException.class);
            update.setNull(1, Types.VARCHAR);
            update.setInt(2, 1);
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.guard.parameters.value(1)).isNull();
        }
    }

    /** As of Oracle's driver: it is none of JDBC's setters, whatever it is called. */
    public interface Named {
        void setStringAtName(String name, String value);
    }

    /** What was set then is known to the application's own statement alone, so that runs, and the guard hears that it must. */
    @Test
    void parameter_setByAMethodOfTheDriversOwn_isThatOfTheStatementThatRuns() throws SQLException {
        try (Guarding made = Guarding.of(Guarding.H2, GuardedParametersTest::naming)) {
            made.guard.rewrite = sent -> Guarding.guarded(sent, 2, "one");
            PreparedStatement update = made.connection.prepareStatement(Guarding.UPDATE);
            update.setString(1, "by number");
            update.setInt(2, 1);
            ((Named) update).setStringAtName("NAME", "by name");

            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(made.name(1)).isEqualTo("by name");
            assertThat(made.guard.parameters.replayable()).isFalse();
        }
    }

    private static Connection naming(Connection driver) {
        return proxy(Connection.class, (method, arguments) -> {
            Object given = method.invoke(driver, arguments);
            return given instanceof PreparedStatement statement ? naming(statement) : given;
        });
    }

    private static PreparedStatement naming(PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                GuardedParametersTest.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class, Named.class},
                (own, method, arguments) -> {
                    if (method.getDeclaringClass() == Named.class) {
                        statement.setString(1, (String) arguments[1]);
                        return null;
                    }
                    return method.invoke(statement, arguments);
                });
    }
}
