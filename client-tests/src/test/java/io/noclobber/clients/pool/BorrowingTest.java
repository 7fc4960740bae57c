package io.noclobber.clients.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.NoclobberDataSource;
import io.noclobber.NoclobberDriver;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Very many borrowings leave nothing open and nothing in memory, with a pool above us and with a pool below.
 * {@code -Dtest.borrowings=100000} asks for more of them.
 */
@Isolated("what is open and what is in memory is counted for the JVM")
@Timeout(300)
class BorrowingTest {
    private static final int BORROWINGS = Integer.getInteger("test.borrowings", 10_000);

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

    @ParameterizedTest
    @EnumSource(names = {"HIKARI", "DBCP2", "TOMCAT", "C3P0", "AGROAL", "DRUID"})
    void poolAbove_borrowedVeryOften_leavesNothingOpen(PoolProduct product) throws Exception {
        try (OpenPool pool = product.open(
                NoclobberDriver.class.getName(),
                OrderRows.DATABASE.url("noclobber:counted:"),
                OrderRows.DATABASE.user(),
                OrderRows.DATABASE.password(),
                product == PoolProduct.C3P0 ? Map.of() : product.testsAndCache("VALUES 1"))) {
            borrow(pool.source());
        }
        PoolEvictionTest.assertNothingIsOpen();
    }

    @ParameterizedTest
    @EnumSource(names = {"HIKARI", "DBCP2", "TOMCAT", "C3P0", "AGROAL", "DRUID"})
    void poolBelow_borrowedVeryOften_leavesNothingOpen(PoolProduct product) throws Exception {
        try (OpenPool pool = product.open(
                CountedDriver.class.getName(),
                OrderRows.DATABASE.url("counted:"),
                OrderRows.DATABASE.user(),
                OrderRows.DATABASE.password())) {
            borrow(new NoclobberDataSource(pool.source()));
        }
        PoolEvictionTest.assertNothingIsOpen();
    }

    private static void borrow(DataSource source) throws SQLException {
        long before = 0;
        for (int i = 0; i < BORROWINGS; i++) {
            try (Connection connection = source.getConnection()) {
                if (i % 4 == 0) {
                    OrderRows.read(connection);
                }
                if (i % 20 == 0) {
                    assertThat(OrderRows.write(connection, "written " + i)).isOne();
                }
            }
            if (i == BORROWINGS / 5) {
                before = used();
            }
        }
        assertThat(used() - before).as("bytes in use").isLessThan(MOST_BYTES);
        assertThat(CountedDriver.connections()).isOne();
        assertThat(CountedDriver.statements()).isLessThanOrEqualTo(MOST_STATEMENTS);
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
