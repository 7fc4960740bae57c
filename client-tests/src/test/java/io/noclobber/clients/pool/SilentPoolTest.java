package io.noclobber.clients.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.Conversation;
import io.noclobber.NoclobberDriver;
import io.noclobber.conflict.ConcurrencyConflictException;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.Table;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import org.apache.ibatis.datasource.pooled.PooledDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Pools that show nothing when a connection goes back: what was read is remembered for a transaction. */
@ResourceLock("POOLED_ORDERS")
class SilentPoolTest {
    private static final String URL = OrderRows.DATABASE.url("noclobber:");
    private static final String USER = OrderRows.DATABASE.user();
    private static final String PASSWORD = OrderRows.DATABASE.password();

    @BeforeEach
    void rows() throws SQLException {
        OrderRows.create();
    }

    @AfterAll
    static void dropRows() throws SQLException {
        OrderRows.drop();
    }

    /** A row of the table, as a mapper sees it. */
    @Entity(name = "PooledOrder")
    @Table(name = "POOLED_ORDERS")
    public static class PooledOrder {
        @Id
        int id;

        String status;
        Integer amount;
    }

    /** How a borrower gets a connection. */
    private interface Pool {
        Connection borrow() throws SQLException;
    }

    private static void assertRemembersForTransactions(Pool pool) throws SQLException {
        try (Connection first = pool.borrow()) {
            first.setAutoCommit(false);
            OrderRows.read(first);
            first.commit();
            OrderRows.read(first);
            OrderRows.otherSets("paid");
            assertThatThrownBy(() -> OrderRows.write(first, "sent")).isInstanceOf(ConcurrencyConflictException.class);
            first.rollback();
            first.setAutoCommit(true);
            OrderRows.read(first);
        }
        OrderRows.otherSets("closed");
        try (Connection second = pool.borrow()) {
            second.setAutoCommit(true);
            assertThat(OrderRows.write(second, "sent")).isOne();
        }
    }

    @Test
    void myBatis_borrowers_shareNoImages() throws SQLException {
        PooledDataSource pool = new PooledDataSource(NoclobberDriver.class.getName(), URL, USER, PASSWORD);
        try {
            assertRemembersForTransactions(pool::getConnection);
        } finally {
            pool.forceCloseAll();
        }
    }

    /** The next borrower would work for the user of the one before. */
    @Test
    void myBatis_borrowerBindsTheConnectionToAConversation_isRefused() throws SQLException {
        PooledDataSource pool = new PooledDataSource(NoclobberDriver.class.getName(), URL, USER, PASSWORD);
        try (Connection borrowed = pool.getConnection()) {
            assertThatThrownBy(() -> borrowed.setClientInfo(Conversation.CLIENT_INFO, "user"))
                    .isInstanceOf(SQLClientInfoException.class)
                    .hasMessageContaining("the pool of MyBatis")
                    .hasMessageContaining("Conversation.open");
            assertThat(borrowed.getClientInfo(Conversation.CLIENT_INFO)).isNull();
        } finally {
            pool.forceCloseAll();
        }
    }

    @Test
    @SuppressWarnings("try") // an open conversation is there for what it binds
    void myBatis_threadsOfTwoUsers_areGuardedAcrossBorrowings() throws SQLException {
        PooledDataSource pool = new PooledDataSource(NoclobberDriver.class.getName(), URL, USER, PASSWORD);
        try {
            try (Conversation user = Conversation.open("one of MyBatis");
                    Connection first = pool.getConnection()) {
                OrderRows.read(first);
            }
            OrderRows.otherSets("paid");
            try (Conversation other = Conversation.open("other of MyBatis");
                    Connection second = pool.getConnection()) {
                assertThat(OrderRows.write(second, "sent")).isOne();
            }
            try (Conversation user = Conversation.open("one of MyBatis");
                    Connection third = pool.getConnection()) {
                assertThatThrownBy(() -> OrderRows.write(third, "sent"))
                        .isInstanceOf(ConcurrencyConflictException.class);
            }
        } finally {
            pool.forceCloseAll();
        }
    }

    @Test
    void springSingleConnection_borrowers_shareNoImages() throws SQLException {
        SingleConnectionDataSource source = new SingleConnectionDataSource(URL, USER, PASSWORD, true);
        try {
            assertRemembersForTransactions(source::getConnection);
        } finally {
            source.destroy();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.hibernate.jpa.HibernatePersistenceProvider",
                "org.eclipse.persistence.jpa.PersistenceProvider"
            })
    void mapper_itsOwnPool_sharesNoImages(String provider) throws SQLException {
        try (EntityManagerFactory factory = new PersistenceConfiguration("silent")
                .provider(provider)
                .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                .managedClass(PooledOrder.class)
                .property("jakarta.persistence.jdbc.driver", NoclobberDriver.class.getName())
                .property("jakarta.persistence.jdbc.url", URL)
                .property("jakarta.persistence.jdbc.user", USER)
                .property("jakarta.persistence.jdbc.password", PASSWORD)
                .property("jakarta.persistence.sharedCache.mode", "NONE")
                .property("hibernate.connection.pool_size", "1")
                .property("eclipselink.connection-pool.default.initial", "1")
                .property("eclipselink.connection-pool.default.max", "1")
                .property("eclipselink.jdbc.exclusive-connection.mode", "Always")
                .property("eclipselink.logging.level", "OFF")
                .createEntityManagerFactory()) {
            EntityManager first = factory.createEntityManager();
            first.getTransaction().begin();
            assertThat(first.find(PooledOrder.class, 1).status).isEqualTo("new");
            first.getTransaction().commit();
            first.close();
            OrderRows.otherSets("paid");
            EntityManager second = factory.createEntityManager();
            second.getTransaction().begin();
            assertThat(second.createNativeQuery("UPDATE POOLED_ORDERS SET STATUS = 'sent' WHERE ID = 1")
                            .executeUpdate())
                    .isOne();
            second.getTransaction().commit();
            second.close();
        }
    }
}
