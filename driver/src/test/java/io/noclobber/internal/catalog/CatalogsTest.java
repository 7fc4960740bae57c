package io.noclobber.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.dialect.Dialects;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogsTest {
    private final AtomicLong now = new AtomicLong();
    private final Catalogs catalogs = new Catalogs(now::get);

    @Test
    void connections_toOneDatabase_shareItsCatalog() throws SQLException {
        try (Connection one = connect("jdbc:h2:mem:shared");
                Connection other = connect("jdbc:h2:mem:shared");
                Connection elsewhere = connect("jdbc:h2:mem:elsewhere")) {
            Catalogs.Lease lease = lease(one);

            assertThat(lease(other).catalog()).isSameAs(lease.catalog());
            assertThat(lease(elsewhere).catalog()).isNotSameAs(lease.catalog());
        }
    }

    @Test
    void privateDatabases_shareNothing() throws SQLException {
        try (Connection one = connect("jdbc:h2:mem:");
                Connection other = connect("jdbc:h2:mem:")) {
            assertThat(lease(one).catalog()).isNotSameAs(lease(other).catalog());
            assertThat(catalogs.size()).isZero();
        }
    }

    @Test
    void databaseThatVanishes_takesItsCatalogWithIt() throws SQLException {
        try (Connection one = connect("jdbc:h2:mem:gone");
                Connection other = connect("jdbc:h2:mem:gone")) {
            Catalogs.Lease first = lease(one);
            Catalogs.Lease second = lease(other);
            first.release();
            first.release();
            assertThat(catalogs.size()).isOne();

            second.release();

            assertThat(catalogs.size()).isZero();
        }
    }

    @Test
    void catalog_ofALastingDatabase_isKeptForAWhile(@TempDir Path directory) throws SQLException {
        try (Connection one = connect("jdbc:h2:" + directory.resolve("kept"))) {
            Catalogs.Lease lease = lease(one);
            Catalog catalog = lease.catalog();
            lease.release();
            now.addAndGet(Duration.ofMinutes(9).toNanos());
            lease = lease(one);
            assertThat(lease.catalog()).isSameAs(catalog);

            lease.release();
            now.addAndGet(Duration.ofMinutes(11).toNanos());

            assertThat(lease(one).catalog()).isNotSameAs(catalog);
        }
    }

    @Test
    void databaseThatIsToldFromTheNextOfItsName_isRememberedUntilItVanishes() throws SQLException {
        String url = "jdbc:hsqldb:mem:told";
        Catalog catalog;
        try (Connection one = connect(url)) {
            Catalogs.Lease lease = lease(one);
            catalog = lease.catalog();
            lease.release();
        }
        try (Connection again = connect(url)) {
            Catalogs.Lease lease = lease(again);
            assertThat(lease.catalog()).isSameAs(catalog);
            lease.release();
            again.createStatement().execute("SHUTDOWN");
        }
        try (Connection next = connect(url)) {
            assertThat(lease(next).catalog()).isNotSameAs(catalog);
        }
    }

    @Test
    void databasesThatNobodyIsConnectedTo_areRememberedUpToALimit() throws SQLException {
        for (int i = 0; i < 40; i++) {
            try (Connection one = connect("jdbc:hsqldb:mem:idle" + i)) {
                now.incrementAndGet();
                lease(one).release();
                one.createStatement().execute("SHUTDOWN");
            }
        }
        assertThat(catalogs.size()).isEqualTo(32);
        now.addAndGet(Duration.ofMinutes(11).toNanos());
        try (Connection one = connect("jdbc:hsqldb:mem:idle")) {
            lease(one);
            assertThat(catalogs.size()).isOne();
        }
    }

    private Catalogs.Lease lease(Connection connection) throws SQLException {
        return catalogs.lease(connection, Dialects.of(connection));
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "sa", "");
    }
}
