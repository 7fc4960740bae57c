package io.noclobber.clients.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.NoclobberDataSource;
import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool of the driver's own connections, with our data source around it: each borrowing is guarded anew. */
@ResourceLock("POOLED_ORDERS")
class PoolBelowTest {
    @BeforeEach
    void rows() throws SQLException {
        OrderRows.create();
    }

    @AfterAll
    static void dropRows() throws SQLException {
        OrderRows.drop();
    }

    private static OpenPool open(PoolProduct product) {
        return open(product, Map.of());
    }

    private static OpenPool open(PoolProduct product, Map<String, ?> more) {
        return product.open(
                "org.hsqldb.jdbc.JDBCDriver",
                OrderRows.DATABASE.url(),
                OrderRows.DATABASE.user(),
                OrderRows.DATABASE.password(),
                more);
    }

    /** The second connection that tells own work from that of others would come from the same pool, which has none left. */
    @ParameterizedTest
    @EnumSource
    void conflict_besideOwnWork_doesNotWaitForASecondConnection(PoolProduct product) throws Exception {
        try (OpenPool pool = open(product)) {
            pool.borrow().close();
            NoclobberDataSource source = new NoclobberDataSource(pool.source());
            source.setDiffTimeout("300ms");
            try (Connection only = source.getConnection()) {
                only.setAutoCommit(false);
                OrderRows.read(only);
                assertThat(OrderRows.writeOther(only)).isOne();
                OrderRows.otherSets("paid");
                long before = System.nanoTime();
                assertThatThrownBy(() -> OrderRows.write(only, "sent"))
                        .isInstanceOf(ConcurrencyConflictException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
                only.rollback();
            }
            try (Connection next = source.getConnection()) {
                assertThat(next.isValid(1)).isTrue();
            }
        }
    }

    /** The pool has one connection: whoever gets one has shown that the last was given back. */
    @ParameterizedTest
    @EnumSource
    void borrowers_oneAfterTheOther_areGuardedAndShareNoImages(PoolProduct product) throws Exception {
        try (OpenPool pool = open(product)) {
            pool.borrow().close();
            NoclobberDataSource source = new NoclobberDataSource();
            source.setDataSource(pool.source());
            try (Connection first = source.getConnection()) {
                OrderRows.read(first);
                OrderRows.otherSets("paid");
                assertThatThrownBy(() -> OrderRows.write(first, "sent"))
                        .isInstanceOf(ConcurrencyConflictException.class)
                        .hasMessageContaining("paid");
            }
            try (Connection second = source.getConnection()) {
                assertThat(OrderRows.write(second, "sent")).isOne();
                assertThat(OrderRows.read(second)).isEqualTo("sent");
            }
        }
    }

    /** Tests of the pool come in between, and statements that it keeps are used again by guards that know nothing of each other. */
    @ParameterizedTest
    @EnumSource(names = {"HIKARI", "DBCP2", "TOMCAT", "C3P0", "AGROAL", "DRUID"})
    void statementCacheAndTestQueries_areNotInTheWay(PoolProduct product) throws Exception {
        try (OpenPool pool = open(product, product.testsAndCache("SELECT 1 FROM INFORMATION_SCHEMA.SYSTEM_USERS"))) {
            NoclobberDataSource source = new NoclobberDataSource(pool.source());
            for (int round = 0; round < 3; round++) {
                try (Connection reader = source.getConnection()) {
                    assertThat(reader.isValid(1)).isTrue();
                    OrderRows.read(reader);
                }
                OrderRows.otherSets("paid " + round);
                try (Connection writer = source.getConnection()) {
                    assertThat(OrderRows.write(writer, "sent " + round)).isOne();
                    assertThat(OrderRows.read(writer)).isEqualTo("sent " + round);
                    assertThat(writer.isValid(1)).isTrue();
                    OrderRows.otherSets("lost " + round);
                    assertThatThrownBy(() -> OrderRows.write(writer, "kept"))
                            .isInstanceOf(ConcurrencyConflictException.class);
                    assertThat(OrderRows.read(writer)).isEqualTo("lost " + round);
                    assertThat(OrderRows.write(writer, "kept " + round)).isOne();
                }
            }
        }
    }
}
