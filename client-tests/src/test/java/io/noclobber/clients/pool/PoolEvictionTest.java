package io.noclobber.clients.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.noclobber.NoclobberDataSource;
import io.noclobber.NoclobberDriver;
import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool ends connections of its own accord, while somebody has them or while nobody does: ours above it, or the driver's below us. */
@Isolated("what is open is counted for the JVM")
@ParameterizedClass
@EnumSource
class PoolEvictionTest {
    private static final long LIMIT_MILLIS = 8000;

    /** Where the pool stands. */
    enum Place {
        ABOVE,
        BELOW
    }

    private final Place place;

    PoolEvictionTest(Place place) {
        this.place = place;
    }

    @BeforeEach
    void rows() throws SQLException, ClassNotFoundException {
        Class.forName(CountedDriver.class.getName());
        CountedDriver.forget();
        OrderRows.create();
    }

    @AfterAll
    static void dropRows() throws SQLException {
        OrderRows.drop();
    }

    private OpenPool open(PoolProduct product, Map<String, ?> more) {
        boolean above = place == Place.ABOVE;
        return product.open(
                (above ? NoclobberDriver.class : CountedDriver.class).getName(),
                OrderRows.DATABASE.url(above ? "noclobber:counted:" : "counted:"),
                OrderRows.DATABASE.user(),
                OrderRows.DATABASE.password(),
                more);
    }

    private Connection borrow(OpenPool pool) throws SQLException {
        return place == Place.ABOVE ? pool.borrow() : new NoclobberDataSource(pool.source()).getConnection();
    }

    /**
     * What makes a connection too old at once, or after the second that is the least of c3p0. Agroal has it as well, so that
     * what takes its place is young when the pool is closed.
     */
    private static Map<String, ?> aging(PoolProduct product) {
        return switch (product) {
            case DBCP2 -> Map.of("MaxConn", Duration.ofMillis(1));
            case TOMCAT -> Map.of("MaxAge", 1L);
            case C3P0 -> Map.of("MaxConnectionAge", 1);
            case DRUID -> Map.of("PhyTimeoutMillis", 1L, "TimeBetweenEvictionRunsMillis", 20L);
            case AGROAL -> Map.of("maxLifetime_ms", 1000);
            default -> Map.of();
        };
    }

    private static void age(PoolProduct product, OpenPool pool) throws InterruptedException {
        if (product == PoolProduct.HIKARI) {
            ((HikariDataSource) pool.source()).getHikariPoolMXBean().softEvictConnections();
        } else {
            Thread.sleep(product == PoolProduct.C3P0 || product == PoolProduct.AGROAL ? 1200 : 60);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HIKARI", "DBCP2", "TOMCAT", "C3P0", "AGROAL", "DRUID"})
    void connection_thatIsTooOld_guardsUntilItIsGivenBackAndIsForgottenThen(PoolProduct product) throws Exception {
        try (OpenPool pool = open(product, aging(product))) {
            long before;
            long closedBefore = CountedDriver.closings();
            try (Connection first = borrow(pool)) {
                before = NoclobberDriver.counts().connections();
                OrderRows.read(first);
                age(product, pool);
                OrderRows.otherSets("paid");
                assertThatThrownBy(() -> OrderRows.write(first, "sent"))
                        .isInstanceOf(ConcurrencyConflictException.class);
                assertThat(OrderRows.read(first)).isEqualTo("paid");
            }
            if (product == PoolProduct.AGROAL) {
                // a pool that is closed forgets what it has not come round to close, with the bare driver as well
                awaitClosing(closedBefore);
            }
            OrderRows.otherSets("closed");
            try (Connection second = borrow(pool)) {
                assertThat(OrderRows.write(second, "sent")).isOne();
            }
            assertThat(NoclobberDriver.counts().connections() - before)
                    .as("connections that took its place")
                    .isPositive();
        }
        assertNothingIsOpen();
    }

    /** What ends a connection that nobody has borrowed. HikariCP waits ten seconds at least, so it is told to. */
    private static Map<String, ?> idling(PoolProduct product) {
        return switch (product) {
            case DBCP2 ->
                Map.of(
                        "DurationBetweenEvictionRuns", Duration.ofMillis(20),
                        "MinEvictableIdle", Duration.ofMillis(1),
                        "MinIdle", 0,
                        "MaxWait", Duration.ofSeconds(1));
            case TOMCAT -> Map.of("MinIdle", 0, "MinEvictableIdleTimeMillis", 1, "TimeBetweenEvictionRunsMillis", 50);
            case C3P0 -> Map.of("MaxIdleTime", 1, "MinPoolSize", 0, "InitialPoolSize", 0);
            case DRUID ->
                Map.of(
                        "MinIdle",
                        0,
                        "InitialSize",
                        0,
                        "MinEvictableIdleTimeMillis",
                        1L,
                        "TimeBetweenEvictionRunsMillis",
                        20L);
            case AGROAL -> Map.of("minSize", 0, "reapTimeout_ms", 500);
            default -> Map.of();
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"HIKARI", "DBCP2", "TOMCAT", "C3P0", "AGROAL", "DRUID"})
    void connection_thatIsIdleTooLong_isClosedAndForgotten(PoolProduct product) throws Exception {
        try (OpenPool pool = open(product, idling(product))) {
            try (Connection first = borrow(pool)) {
                OrderRows.read(first);
            }
            long closedBefore = CountedDriver.closings();
            if (product == PoolProduct.HIKARI) {
                ((HikariDataSource) pool.source()).getHikariPoolMXBean().softEvictConnections();
            }
            awaitClosing(closedBefore);
            OrderRows.otherSets("paid");
            try (Connection second = borrowAfterEviction(product, pool)) {
                assertThat(OrderRows.write(second, "sent")).isOne();
            }
        }
        assertNothingIsOpen();
    }

    /**
     * DBCP counts a connection for a moment longer than that is open, and nobody wakes a borrower who comes just then: it
     * waits for as long as it may, and finds its place the next time.
     */
    private Connection borrowAfterEviction(PoolProduct product, OpenPool pool) throws SQLException {
        try {
            return borrow(pool);
        } catch (SQLException tooEarly) {
            if (product != PoolProduct.DBCP2 || !(tooEarly.getCause() instanceof NoSuchElementException)) {
                throw tooEarly;
            }
            return borrow(pool);
        }
    }

    /** Pools that take a connection away from a borrower who never gives it back. */
    private static Map<String, ?> impatient(PoolProduct product) {
        return switch (product) {
            case DBCP2 -> Map.of("RemoveAbandonedOnBorrow", true, "RemoveAbandonedTimeout", Duration.ofMillis(100));
            case TOMCAT ->
                Map.of(
                        "RemoveAbandoned", true,
                        "RemoveAbandonedTimeout", 1,
                        "TimeBetweenEvictionRunsMillis", 100);
            case C3P0 -> Map.of("UnreturnedConnectionTimeout", 1);
            case DRUID ->
                Map.of(
                        "RemoveAbandoned", true,
                        "RemoveAbandonedTimeoutMillis", 100L,
                        "TimeBetweenEvictionRunsMillis", 20L);
            case AGROAL -> Map.of("leakTimeout_ms", 100);
            default -> throw new IllegalArgumentException(product + " takes nothing away");
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"DBCP2", "TOMCAT", "C3P0", "DRUID", "AGROAL"})
    void connection_thatIsNeverGivenBack_isTakenAwayAndForgotten(PoolProduct product) throws Exception {
        try (OpenPool pool = open(product, impatient(product))) {
            Connection forgetful = borrow(pool);
            OrderRows.read(forgetful);
            OrderRows.otherSets("paid");
            Thread.sleep(150);
            if (product == PoolProduct.AGROAL) {
                takeAway((AgroalDataSource) pool.source());
            }
            // the pool has one connection, so this waits until that is there
            try (Connection second = borrow(pool)) {
                assertThat(OrderRows.write(second, "sent")).isOne();
                assertThatThrownBy(() -> OrderRows.write(forgetful, "late")).isNotInstanceOf(AssertionError.class);
                assertThat(OrderRows.read(second)).isEqualTo("sent");
            }
            close(forgetful);
        }
        assertNothingIsOpen();
    }

    /** It reports who is late, and takes away when it is told to; whoever waits by then is not told, so nobody does. */
    private static void takeAway(AgroalDataSource pool) throws InterruptedException {
        long closedBefore = CountedDriver.closings();
        pool.flush(AgroalDataSource.FlushMode.LEAK);
        awaitClosing(closedBefore);
    }

    private static void awaitClosing(long closedBefore) throws InterruptedException {
        long limit = System.currentTimeMillis() + LIMIT_MILLIS;
        while (CountedDriver.closings() == closedBefore && System.currentTimeMillis() < limit) {
            Thread.sleep(10);
        }
        assertThat(CountedDriver.closings()).as("connections closed").isGreaterThan(closedBefore);
    }

    /** Pools that only say who is late: nothing is forgotten by that. */
    @ParameterizedTest
    @EnumSource(names = {"HIKARI", "AGROAL"})
    void connection_thatIsReportedAsLate_guardsAsBefore(PoolProduct product) throws Exception {
        boolean hikari = product == PoolProduct.HIKARI;
        // the least that HikariCP takes
        Map<String, ?> reporting = hikari ? Map.of("LeakDetectionThreshold", 2000L) : Map.of("leakTimeout_ms", 20);
        try (OpenPool pool = open(product, reporting)) {
            try (Connection first = borrow(pool)) {
                OrderRows.read(first);
                Thread.sleep(hikari ? 2200 : 80);
                OrderRows.otherSets("paid");
                assertThatThrownBy(() -> OrderRows.write(first, "sent"))
                        .isInstanceOf(ConcurrencyConflictException.class);
            }
            try (Connection second = borrow(pool)) {
                assertThat(OrderRows.write(second, "sent")).isOne();
            }
        }
        assertNothingIsOpen();
    }

    private static void close(Connection taken) {
        try {
            taken.close();
        } catch (SQLException | RuntimeException closedAlready) {
            assertThat(closedAlready).isNotInstanceOf(ConcurrencyConflictException.class);
        }
    }

    static void assertNothingIsOpen() throws InterruptedException {
        // some pools close their connections on threads of their own
        long limit = System.currentTimeMillis() + LIMIT_MILLIS;
        while (CountedDriver.connections() > 0 && System.currentTimeMillis() < limit) {
            Thread.sleep(10);
        }
        assertThat(CountedDriver.connections()).as("connections left open").isZero();
        assertThat(CountedDriver.statements()).as("statements left open").isZero();
    }
}
