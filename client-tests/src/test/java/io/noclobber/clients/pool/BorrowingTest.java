package io.noclobber.clients.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.NoclobberDataSource;
import io.noclobber.NoclobberDriver;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Very many borrowings leave nothing open and nothing in memory, with a pool above us and with a pool below. */
@Isolated("what is open and what is in memory is counted for the JVM")
@Timeout(300)
class BorrowingTest {
    /** For HikariCP; of the others a twentieth. {@code -Dtest.borrowings} */
    private static final int BORROWINGS = Integer.getInteger("test.borrowings", 100_000);

    /** Some the pool keeps, some the guard keeps; of a connection that went back to a pool below nothing is kept. */
    private static final int MOST_STATEMENTS = 32;

    private static final long MOST_BYTES = 6_000_000;

    @BeforeEach
    void rows() throws SQLException, ClassNotFoundException {
        Class.forName(CountedDriver.class.getName());
        OrderRows.create();
    }

    @AfterAll
    static void dropRows() throws SQLException {
        OrderRows.drop();
    }

    private static int borrowings(PoolProduct product) {
        return product == PoolProduct.HIKARI ? BORROWINGS : BORROWINGS / 20;
    }

    @ParameterizedTest
    @EnumSource(names = {"HIKARI", "DBCP2", "TOMCAT", "C3P0", "AGROAL", "DRUID"})
    void poolAbove_borrowedVeryOften_leavesNothingOpen(PoolProduct product) throws Exception {
        try (OpenPool pool = product.open(
                NoclobberDriver.class.getName(),
                OrderRows.DATABASE.url("noclobber:counted:"),
                OrderRows.DATABASE.user(),
                OrderRows.DATABASE.password(),
                product == PoolProduct.C3P0 ? Map.of() : product.testsAndCache("VALUES 1"))) {
            borrow(pool.source(), borrowings(product));
        }
        assertNothingIsOpen();
    }

    @ParameterizedTest
    @EnumSource(names = {"HIKARI", "DBCP2", "TOMCAT", "C3P0", "AGROAL", "DRUID"})
    void poolBelow_borrowedVeryOften_leavesNothingOpen(PoolProduct product) throws Exception {
        try (OpenPool pool = product.open(
                CountedDriver.class.getName(),
                OrderRows.DATABASE.url("counted:"),
                OrderRows.DATABASE.user(),
                OrderRows.DATABASE.password())) {
            // What is known of a database in memory is forgotten with the last guarded connection to it; one stays
            // open.
            try (Connection stays = DriverManager.getConnection(
                    OrderRows.DATABASE.url("noclobber:counted:"),
                    OrderRows.DATABASE.user(),
                    OrderRows.DATABASE.password())) {
                assertThat(stays.isValid(1)).isTrue();
                borrow(new NoclobberDataSource(pool.source()), borrowings(product) / 10);
            }
        }
        assertNothingIsOpen();
    }

    private static void assertNothingIsOpen() throws InterruptedException {
        // some pools close their connections on threads of their own
        for (int i = 0; i < 100 && CountedDriver.connections() > 0; i++) {
            Thread.sleep(20);
        }
        assertThat(CountedDriver.connections()).isZero();
        assertThat(CountedDriver.statements()).isZero();
    }

    private static void borrow(DataSource source, int times) throws SQLException {
        long before = 0;
        for (int i = 0; i < times; i++) {
            try (Connection connection = source.getConnection()) {
                OrderRows.read(connection);
                if (i % 10 == 0) {
                    assertThat(OrderRows.write(connection, "written " + i)).isOne();
                }
            }
            if (i == times / 5) {
                before = used();
            }
        }
        assertThat(used() - before).as("bytes in use").isLessThan(MOST_BYTES);
        assertThat(CountedDriver.connections()).isLessThanOrEqualTo(2);
        assertThat(CountedDriver.statements()).isLessThanOrEqualTo(MOST_STATEMENTS);
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
