package io.noclobber.clients.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.noclobber.Conversation;
import io.noclobber.NoclobberDriver;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import io.noclobber.observe.GuardCounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool of our connections, as it comes: what one borrower has read never meets the next, and always his own writes. */
@Isolated("counts are those of the JVM")
class PoolAboveTest {
    private static final String DRIVER = NoclobberDriver.class.getName();

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
                DRIVER,
                OrderRows.DATABASE.url("noclobber:"),
                OrderRows.DATABASE.user(),
                OrderRows.DATABASE.password(),
                more);
    }

    @ParameterizedTest
    @EnumSource
    void borrowers_oneAfterTheOther_shareNoImages(PoolProduct product) throws Exception {
        try (OpenPool pool = open(product)) {
            GuardCounts before;
            try (Connection first = pool.borrow()) {
                before = NoclobberDriver.counts();
                OrderRows.read(first);
            }
            OrderRows.otherSets("paid");
            try (Connection second = pool.borrow()) {
                assertThat(OrderRows.write(second, "sent")).isOne();
            }
            GuardCounts after = NoclobberDriver.counts();
            assertThat(after.connections()).as("physical connections").isEqualTo(before.connections());
            assertThat(after.leasesEnded() - before.leasesEnded()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void borrowers_inTransactions_shareNoImages(PoolProduct product) throws Exception {
        try (OpenPool pool = open(product)) {
            try (Connection first = pool.borrow()) {
                first.setAutoCommit(false);
                OrderRows.read(first);
                assertThat(OrderRows.write(first, "packed")).isOne();
                first.commit();
                OrderRows.read(first);
                first.rollback();
            }
            OrderRows.otherSets("paid");
            try (Connection second = pool.borrow()) {
                second.setAutoCommit(false);
                assertThat(OrderRows.write(second, "sent")).isOne();
                second.commit();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void borrower_whoAsksForWarnings_keepsWhatHeHasRead(PoolProduct product) throws Exception {
        try (OpenPool pool = open(product);
                Connection connection = pool.borrow()) {
            OrderRows.read(connection);
            connection.getWarnings();
            connection.clearWarnings();
            OrderRows.otherSets("paid");
            assertThatThrownBy(() -> OrderRows.write(connection, "sent"))
                    .isInstanceOf(ConcurrencyConflictException.class)
                    .hasMessageContaining("paid");
            connection.clearWarnings();
            assertThatThrownBy(() -> OrderRows.write(connection, "sent"))
                    .isInstanceOf(ConcurrencyConflictException.class);
            assertThat(OrderRows.read(connection)).isEqualTo("paid");
            assertThat(OrderRows.write(connection, "sent")).isOne();
        }
    }

    /** What was read stays with the user, and the connection does not stay his. */
    @ParameterizedTest
    @EnumSource
    void connectionBoundToAConversation_givenBack_isFreeAndTheConversationKnowsWhatItRead(PoolProduct product)
            throws Exception {
        String user = "user of " + product;
        try (OpenPool pool = open(product)) {
            try (Connection first = pool.borrow()) {
                first.setClientInfo(Conversation.CLIENT_INFO, user);
                OrderRows.read(first);
            }
            OrderRows.otherSets("paid");
            try (Connection second = pool.borrow()) {
                assertThat(second.getClientInfo(Conversation.CLIENT_INFO)).isNull();
                assertThat(OrderRows.write(second, "sent")).isOne();
            }
            try (Connection third = pool.borrow()) {
                third.setClientInfo(Conversation.CLIENT_INFO, user);
                assertThatThrownBy(() -> OrderRows.write(third, "lost"))
                        .isInstanceOf(ConcurrencyConflictException.class)
                        .hasMessageContaining("sent");
            }
        }
    }

    /** Pools close what the borrower left open when they take the connection back, or later, or never. */
    @ParameterizedTest
    @EnumSource
    void openResult_leftToThePool_tellsTheNextBorrowerNothing(PoolProduct product) throws Exception {
        try (OpenPool pool = open(product)) {
            Connection first = pool.borrow();
            PreparedStatement query = first.prepareStatement(OrderRows.READ);
            query.setInt(1, 1);
            ResultSet rows = query.executeQuery();
            rows.next();
            rows.getString(2);
            first.close();
            OrderRows.otherSets("paid");
            try (Connection second = pool.borrow()) {
                close(rows, query);
                assertThat(OrderRows.write(second, "sent")).isOne();
            }
        }
    }

    /** Tests of the pool and its cache of statements come in between, and change nothing. */
    @ParameterizedTest
    @EnumSource(names = {"HIKARI", "DBCP2", "TOMCAT", "C3P0", "AGROAL", "DRUID"})
    void statementCacheAndTestQueries_areNotInTheWay(PoolProduct product) throws Exception {
        try (OpenPool pool = open(product, product.testsAndCache("SELECT 1 FROM INFORMATION_SCHEMA.SYSTEM_USERS"))) {
            for (int round = 0; round < 3; round++) {
                try (Connection reader = pool.borrow()) {
                    assertThat(reader.isValid(1)).isTrue();
                    OrderRows.read(reader);
                }
                OrderRows.otherSets("paid " + round);
                try (Connection writer = pool.borrow()) {
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

    /** c3p0's cache of statements says over HSQLDB that their connection is closed, with the bare driver too; not over H2. */
    @ParameterizedTest
    @EnumSource(names = {"C3P0", "C3P0_OLD"})
    void c3p0_keepingStatements_isNotInTheWay(PoolProduct product) throws Exception {
        Database h2 = Engine.H2.database();
        Map<String, ?> keeping = Map.of("MaxStatements", 20, "TestConnectionOnCheckout", true);
        try (OpenPool pool = product.open(DRIVER, h2.url("noclobber:"), h2.user(), h2.password(), keeping);
                Connection other = h2.connect();
                Statement others = other.createStatement()) {
            others.execute("CREATE TABLE POOLED_ORDERS (ID INT PRIMARY KEY, STATUS VARCHAR(20), AMOUNT INT)");
            others.execute("INSERT INTO POOLED_ORDERS VALUES (1, 'new', 10)");
            try {
                for (int round = 0; round < 3; round++) {
                    try (Connection reader = pool.borrow()) {
                        OrderRows.read(reader);
                    }
                    others.execute("UPDATE POOLED_ORDERS SET STATUS = 'paid " + round + "'");
                    try (Connection writer = pool.borrow()) {
                        assertThat(OrderRows.write(writer, "sent")).isOne();
                        OrderRows.read(writer);
                        others.execute("UPDATE POOLED_ORDERS SET STATUS = 'lost " + round + "'");
                        assertThatThrownBy(() -> OrderRows.write(writer, "kept"))
                                .isInstanceOf(ConcurrencyConflictException.class);
                        assertThat(OrderRows.read(writer)).isEqualTo("lost " + round);
                        assertThat(OrderRows.write(writer, "kept")).isOne();
                    }
                }
            } finally {
                others.execute("DROP TABLE POOLED_ORDERS");
            }
        }
    }

    /** A pool may throw a connection away while somebody has it; then it is closed, and another one is opened. */
    @Test
    void evictedConnection_givenBack_isClosedAndForgotten() throws Exception {
        try (OpenPool pool = open(PoolProduct.HIKARI)) {
            HikariDataSource source = (HikariDataSource) pool.source();
            long before = NoclobberDriver.counts().connections();
            try (Connection first = pool.borrow()) {
                OrderRows.read(first);
                source.evictConnection(first);
                OrderRows.otherSets("paid");
            }
            try (Connection second = pool.borrow()) {
                assertThat(OrderRows.write(second, "sent")).isOne();
            }
            assertThat(NoclobberDriver.counts().connections() - before).isPositive();
        }
    }

    /** HikariCP can be told to mark requests; then it says itself when one ends. */
    @Test
    void hikari_markingRequests_endsTheLease() throws Exception {
        System.setProperty("com.zaxxer.hikari.enableRequestBoundaries", "true");
        try {
            borrowers_oneAfterTheOther_shareNoImages(PoolProduct.HIKARI);
            borrower_whoAsksForWarnings_keepsWhatHeHasRead(PoolProduct.HIKARI);
        } finally {
            System.clearProperty("com.zaxxer.hikari.enableRequestBoundaries");
        }
    }

    /** Nobody marks requests then; the pool clears the warnings all the same. */
    @ParameterizedTest
    @EnumSource(names = {"C3P0", "C3P0_OLD"})
    void c3p0_markingNoRequests_endsTheLease(PoolProduct product) throws Exception {
        Map<String, ?> unmarked = product.isCurrent() ? Map.of("MarkSessionBoundaries", "never") : Map.of();
        try (OpenPool pool = open(product, unmarked)) {
            try (Connection first = pool.borrow()) {
                OrderRows.read(first);
            }
            OrderRows.otherSets("paid");
            try (Connection second = pool.borrow()) {
                assertThat(OrderRows.write(second, "sent")).isOne();
            }
        }
    }

    /** What the first borrower still holds is closed, or refuses, or closes now. */
    private static void close(ResultSet rows, PreparedStatement query) {
        try {
            rows.close();
            query.close();
        } catch (SQLException | RuntimeException closedAlready) {
            assertThat(closedAlready).isNotInstanceOf(ConcurrencyConflictException.class);
        }
    }
}
