package com.example.legacy;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/** Borrows connections from pools, and prints what became of it. */
public final class OtherPools {
    private static final int MOST = 2;

    private OtherPools() {}

    /** Every name of a pool gives a line {@code name result}. */
    public static void main(String[] pools) throws Exception {
        for (String pool : pools) {
            DataSource source = pool(pool, "jdbc:hsqldb:mem:" + pool);
            System.out.println(pool + " " + edit(source));
            if (source instanceof AutoCloseable) {
                ((AutoCloseable) source).close();
            }
        }
        // some have threads that live on
        System.exit(0);
    }

    private static DataSource pool(String name, String url) throws Exception {
        switch (name) {
            case "dbcp":
                return dbcp(url);
            case "tomcat":
                return tomcat(url);
            case "c3p0":
                return c3p0(url);
            case "agroal":
                return agroal(url);
            default:
                throw new IllegalArgumentException(name);
        }
    }

    private static DataSource dbcp(String url) {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(url);
        pool.setUsername("sa");
        pool.setMaxTotal(MOST);
        return pool;
    }

    private static DataSource tomcat(String url) {
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
        pool.setDriverClassName("org.hsqldb.jdbc.JDBCDriver");
        pool.setUrl(url);
        pool.setUsername("sa");
        pool.setInitialSize(1);
        pool.setMaxActive(MOST);
        return pool;
    }

    private static DataSource c3p0(String url) {
        ComboPooledDataSource pool = new ComboPooledDataSource();
        pool.setJdbcUrl(url);
        pool.setUser("sa");
        pool.setInitialPoolSize(MOST);
        pool.setMinPoolSize(MOST);
        pool.setMaxPoolSize(MOST);
        return pool;
    }

    private static DataSource agroal(String url) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(MOST)
                        .acquisitionTimeout(Duration.ofSeconds(20))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url))));
    }

    /** Both connections of the pool have shown somebody the row; who gets one of them next has not seen it. */
    private static String edit(DataSource pool) throws Exception {
        String edited = Orders.edit(pool::getConnection);
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection()) {
            Orders.read(one);
            Orders.read(two);
        }
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection()) {
            Orders.write(one, "PACKED");
            Orders.write(two, "SENT");
            return edited + " fresh";
        } catch (SQLException refused) {
            return edited + " " + refused.getSQLState();
        }
    }
}
