package io.noclobber.clients.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.noclobber.NoclobberDriver;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.jdbc.core.JdbcTemplate;

/** What Spring Boot makes of {@code spring.datasource.*}. */
class SpringBootTest {
    private static DataSourceProperties properties() {
        Database database = Engine.HSQLDB_MVCC.database();
        DataSourceProperties properties = new DataSourceProperties();
        properties.setBeanClassLoader(SpringBootTest.class.getClassLoader());
        properties.setUrl(database.url("noclobber:"));
        properties.setUsername(database.user());
        properties.setPassword(database.password());
        return properties;
    }

    @Test
    void url_withoutDriverClassName_isNotUnderstood() throws Exception {
        DataSourceProperties properties = properties();
        // an application without HSQLDB, H2 or Derby, of which Spring Boot would take the first it sees
        properties.setBeanClassLoader(ClassLoader.getPlatformClassLoader());
        properties.afterPropertiesSet();
        assertThatThrownBy(properties::initializeDataSourceBuilder)
                .hasMessageContaining("Failed to determine a suitable driver class");
    }

    @Test
    void url_withDriverClassName_givesPoolOfGuardedConnections() {
        DataSourceProperties properties = properties();
        properties.setDriverClassName(NoclobberDriver.class.getName());
        long before = NoclobberDriver.counts().connections();
        try (HikariDataSource pool =
                (HikariDataSource) properties.initializeDataSourceBuilder().build()) {
            assertThat(new JdbcTemplate(pool).queryForObject("VALUES 1", Integer.class))
                    .isOne();
        }
        assertThat(NoclobberDriver.counts().connections()).isGreaterThan(before);
    }
}
