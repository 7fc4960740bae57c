package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.FaultyDriver.Fault;
import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.h2.api.Trigger;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A driver that fails at its n-th call, for every n, in the middle of what an application does: afterwards nothing is
 * overwritten unseen, nothing is refused that nobody has touched, and nothing is left open.
 */
class DelegateFaultTest {
    private static final String URL = "jdbc:h2:mem:faults;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=200";
    private static final int MOST_CALLS = 600;

    /** Some are kept for the next time, by the connection and by its guard. */
    private static final int MOST_STATEMENTS = 24;

    private Connection other;
    private Connection ours;
    private FaultyDriver driver;

    @BeforeEach
    void open() throws SQLException {
        other = DriverManager.getConnection(URL);
    }

    @AfterEach
    void shutDown() throws SQLException {
        FaultScenario.execute(other, "SHUTDOWN");
        other.close();
    }

    /** Does nothing, which nobody can know. */
    public static final class SomeTrigger implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] after) {
            // the row stays as it is
        }
    }

    private void createTables(FaultScenario scenario) throws SQLException {
        FaultScenario.execute(other, "DROP ALL OBJECTS");
        // with a column that the database computes, parameters do not tell what is stored
        FaultScenario.execute(
                other,
                "CREATE TABLE T (ID INT PRIMARY KEY, A INT, B INT GENERATED ALWAYS AS (A * 2), C VARCHAR(9),"
                        + " D CLOB, V INT DEFAULT 1)");
        if (scenario.hasTrigger()) {
            FaultScenario.execute(
                    other,
                    "CREATE TRIGGER BESIDE AFTER UPDATE ON T FOR EACH ROW CALL '" + SomeTrigger.class.getName() + "'");
        }
        FaultScenario.execute(other, "CREATE TABLE NEW_TABLE (ID INT PRIMARY KEY, A INT)");
        FaultScenario.execute(other, "INSERT INTO NEW_TABLE VALUES (1, 1)");
    }

    private void connect(FaultScenario scenario, Fault fault) throws SQLException {
        FaultScenario.execute(other, "DELETE FROM T");
        FaultScenario.execute(
                other,
                "INSERT INTO T (ID, A, C, D) VALUES (1, 1, 'x', 'large'), (2, 2, NULL, NULL), (3, 3, 'z', NULL)");
        driver = new FaultyDriver(fault);
        JdbcDataSource real = new JdbcDataSource();
        real.setURL(URL);
        NoclobberDataSource source = new NoclobberDataSource(driver.around(real));
        scenario.configure(source);
        ours = source.getConnection();
        for (int id = 1; id <= 3; id++) {
            FaultScenario.read(ours, id);
        }
        if (scenario.refuses() && !scenario.isDisturbedMeanwhile()) {
            FaultScenario.execute(other, "UPDATE T SET A = 98 WHERE ID = 1");
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(FaultScenario.values())
                .flatMap(scenario -> Stream.of(Fault.values()).map(fault -> Arguments.of(scenario, fault)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void fault_atAnyCall_leavesAllAsItShouldBe(FaultScenario scenario, Fault fault) throws Exception {
        createTables(scenario);
        connect(scenario, fault);
        Throwable bare = catchThrowable(() -> scenario.run(ours, other));
        assertThat(bare != null).as("refused by " + bare).isEqualTo(scenario.refuses());
        String stored = stored();
        ours.close();
        int n = 0;
        boolean reached = true;
        while (reached) {
            n++;
            assertThat(n).as("calls of the driver").isLessThan(MOST_CALLS);
            connect(scenario, fault);
            driver.failAt(n);
            Throwable thrown = catchThrowable(() -> scenario.run(ours, other));
            reached = driver.heal();
            String what = scenario + " with " + fault + " at call " + n + ", " + driver.where();
            if (!sees(thrown, fault.thrown())) {
                // whoever sees no fault has got all that he wanted, or is refused as without one
                assertThat(thrown != null).as(what + " throws " + thrown).isEqualTo(scenario.refuses());
                assertThat(thrown == null || isConflict(thrown))
                        .as(what + " throws " + thrown)
                        .isTrue();
                assertThat(stored()).as("stored after " + what).isEqualTo(stored);
            }
            check(scenario, what);
            ours.close();
            assertThat(sessions(1)).as("connections after " + what).isOne();
        }
        assertThat(n).as("calls of the driver").isGreaterThan(fault == Fault.CLOSING ? 1 : 5);
    }

    /** All rows, as somebody else sees them. */
    private String stored() throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ID, A, C, V, CAST(D AS VARCHAR) FROM T ORDER BY ID")) {
            while (rows.next()) {
                for (int i = 1; i <= 5; i++) {
                    text.append(rows.getString(i)).append(i < 5 ? ' ' : '\n');
                }
            }
        }
        return text.toString();
    }

    private static boolean isConflict(Throwable thrown) {
        return thrown instanceof ConcurrencyConflictException
                || thrown instanceof SQLException failure
                        && failure.getNextException() instanceof ConcurrencyConflictException;
    }

    /** Whether {@code fault} is what was thrown, or its reason, or follows it: who only looks at the exception must find it. */
    private static boolean sees(@Nullable Throwable thrown, Throwable fault) {
        return sees(thrown, fault, new IdentityHashMap<>());
    }

    private static boolean sees(@Nullable Throwable thrown, Throwable fault, Map<Throwable, Boolean> known) {
        if (thrown == null || known.put(thrown, true) != null) {
            return false;
        }
        return thrown == fault
                || sees(thrown.getCause(), fault, known)
                || thrown instanceof SQLException failure && sees(failure.getNextException(), fault, known);
    }

    private void check(FaultScenario scenario, String what) throws Exception {
        if (!ours.getAutoCommit()) {
            ours.rollback();
            ours.setAutoCommit(true);
        }
        assertThat(driver.openRows()).as("rows open after " + what).isZero();
        assertThat(driver.openStatements()).as("statements open after " + what).isLessThan(MOST_STATEMENTS);
        assertThat(sessions(2)).as("connections after " + what).isEqualTo(2);
        // a row that nobody has touched is written, and a row that somebody has changed is not
        assertThat(FaultScenario.write(ours, 22, 2))
                .as("undisturbed after " + what)
                .isOne();
        FaultScenario.read(ours, 3);
        FaultScenario.execute(other, "UPDATE T SET A = 99, V = V + 1 WHERE ID = 3");
        assertThatThrownBy(() -> FaultScenario.write(ours, 33, 3))
                .as("disturbed after " + what)
                .isInstanceOf(ConcurrencyConflictException.class);
        boolean disturbed = scenario.refuses() && number(other, "SELECT A FROM T WHERE ID = 1") == 98;
        if (!scenario.isDisturbedMeanwhile()) {
            assertThat(disturbed).as("theirs stands after " + what).isEqualTo(scenario.refuses());
        }
        if (disturbed) {
            assertThatThrownBy(() -> FaultScenario.write(ours, 44, 1))
                    .as("refused and not read again after " + what)
                    .isInstanceOf(ConcurrencyConflictException.class);
            FaultScenario.read(ours, 1);
        }
        // the row of the scenario, as it is now: an own write must not stand in its own way
        assertThat(FaultScenario.write(ours, 44, 1))
                .as("the row itself after " + what)
                .isOne();
    }

    /** How many connections there are, which may end on threads of their own. */
    private int sessions(int expected) throws Exception {
        int count = number(other, "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS");
        for (int i = 0; i < 200 && count != expected; i++) {
            Thread.sleep(10);
            count = number(other, "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS");
        }
        return count;
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fault_whileTheConnectionIsOpened_leavesNothingOpen(Fault fault) throws Exception {
        JdbcDataSource real = new JdbcDataSource();
        real.setURL(URL);
        boolean reached = true;
        for (int n = 1; reached; n++) {
            driver = new FaultyDriver(fault);
            NoclobberDataSource source = new NoclobberDataSource(driver.around(real));
            driver.failAt(n);
            Throwable thrown = catchThrowable(() -> ours = source.getConnection());
            reached = driver.heal();
            if (thrown == null) {
                ours.close();
            } else {
                assertThat(sees(thrown, fault.thrown()))
                        .as(thrown + " at call " + n)
                        .isTrue();
            }
            assertThat(sessions(1))
                    .as("connections after " + fault + " at call " + n)
                    .isOne();
        }
    }
}
