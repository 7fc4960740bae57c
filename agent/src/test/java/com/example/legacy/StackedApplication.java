package com.example.legacy;

import com.p6spy.engine.wrapper.ConnectionWrapper;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.RollbackException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.hibernate.Session;

/** Does what it is asked for with much between itself and the driver, and prints what became of it. */
public final class StackedApplication {
    private StackedApplication() {}

    /** Every name of a way gives a line {@code name result}. */
    public static void main(String[] ways) throws Exception {
        for (String way : ways) {
            System.out.println(way + " "
                    + switch (way) {
                        case "pool" -> pool();
                        case "mapper" -> mapper();
                        default -> "unknown";
                    });
        }
    }

    /** A pool above a driver that spies on another: what becomes of an edit, and how many guards there are. */
    private static String pool() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:p6spy:hsqldb:mem:stack");
            pool.setMaximumPoolSize(2);
            String edited = Orders.edit(pool::getConnection);
            try (Connection connection = pool.getConnection()) {
                Connection spied = connection.unwrap(ConnectionWrapper.class).getDelegate();
                return edited + " " + Orders.guards(spied);
            }
        }
    }

    /** A mapper that checks a version by itself: what it throws and why, and how many guards there are. */
    private static String mapper() throws SQLException {
        String url = "jdbc:hsqldb:mem:mapped;hsqldb.tx=mvcc";
        try (Connection keeper = DriverManager.getConnection(url, "sa", "");
                Statement statement = keeper.createStatement()) {
            statement.execute("CREATE TABLE orders (id INT PRIMARY KEY, status VARCHAR(20), version INT NOT NULL)");
            statement.execute("INSERT INTO orders VALUES (1, 'OPEN', 1)");
            try (EntityManagerFactory factory = factory(url);
                    EntityManager mine = factory.createEntityManager();
                    EntityManager other = factory.createEntityManager()) {
                change(mine, "CANCELLED");
                change(other, "SHIPPED");
                other.getTransaction().commit();
                long guards = mine.unwrap(Session.class).doReturningWork(Orders::guards);
                return refusal(mine) + " " + guards;
            }
        }
    }

    private static EntityManagerFactory factory(String url) {
        return new PersistenceConfiguration("stack")
                .provider("org.hibernate.jpa.HibernatePersistenceProvider")
                .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                .managedClass(VersionedOrder.class)
                .property("jakarta.persistence.jdbc.url", url)
                .property("jakarta.persistence.jdbc.user", "sa")
                .property("jakarta.persistence.jdbc.password", "")
                .createEntityManagerFactory();
    }

    private static void change(EntityManager manager, String status) {
        manager.getTransaction().begin();
        manager.find(VersionedOrder.class, 1).status = status;
    }

    /** What the mapper tells the application, and the SQLState where the database was what refused. */
    private static String refusal(EntityManager manager) {
        try {
            manager.getTransaction().commit();
            return "lost";
        } catch (RollbackException refused) {
            Throwable reason = refused.getCause();
            String told = reason.getClass().getSimpleName();
            for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException failure) {
                    return told + " " + failure.getSQLState();
                }
            }
            return told;
        }
    }
}
