package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.config.Option;
import io.noclobber.internal.jdbc.Guarded;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoclobberDriverTest {
    private static final String STUB = "jdbc:noclobber[driver=io.noclobber.StubDriver]:";

    private final Driver driver = new NoclobberDriver();

    @BeforeEach
    void reset() {
        StubDriver.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hsqldb:mem:reaches", "h2:mem:reaches"})
    void connection_ofOurUrl_reachesTheRealDatabase(String real) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:noclobber:" + real);
                Statement statement = connection.createStatement()) {
            assertThat(connection).isInstanceOf(Guarded.class);
            statement.execute("CREATE TABLE T (ID INT PRIMARY KEY, NAME VARCHAR(20))");
            assertThat(statement.executeUpdate("INSERT INTO T VALUES (1, 'one')"))
                    .isEqualTo(1);
            try (PreparedStatement select = connection.prepareStatement("SELECT NAME FROM T WHERE ID = ?")) {
                select.setInt(1, 1);
                try (ResultSet rows = select.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1)).isEqualTo("one");
                }
            }
            assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:" + real);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"jdbc:h2:mem:x", "jdbc:noclobberish:h2:mem:x", "", "noclobber"})
    void url_ofSomebodyElse_isNotOurs(String url) throws SQLException {
        assertThat(driver.connect(url, new Properties())).isNull();
        assertThat(driver.acceptsURL(url)).isFalse();
    }

    @Test
    void realDriver_named_getsTheRestAndItsOwnProperties() throws SQLException {
        Properties defaults = new Properties();
        defaults.setProperty("user", "inherited");
        Properties properties = new Properties(defaults);
        properties.setProperty("noclobber.scope", "transaction");
        properties.setProperty("password", "kept");
        try (Connection connection = driver.connect(STUB + "odd:%20;a=[b]:jdbc:noclobber:x ", properties)) {
            assertThat(connection).isNotNull();
        }
        assertThat(StubDriver.CALLS)
                .startsWith("connect jdbc:odd:%20;a=[b]:jdbc:noclobber:x ")
                .endsWith("close");
        assertThat(StubDriver.given)
                .containsEntry("user", "inherited")
                .containsEntry("password", "kept")
                .doesNotContainKey("noclobber.scope");
        assertThat(properties).containsOnlyKeys("noclobber.scope", "password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:noclobber:",
                "jdbc:noclobber:noclobber:h2:mem:x",
                "jdbc:noclobber[mode=sometimes]:h2:mem:x",
                "jdbc:noclobber[moode=off]:h2:mem:x"
            })
    void url_malformed_isRefusedBySqlException(String url) {
        assertThatThrownBy(() -> driver.connect(url, null))
                .isExactlyInstanceOf(SQLException.class)
                .extracting(failure -> ((SQLException) failure).getSQLState())
                .isEqualTo("08001");
    }

    @Test
    void realDriver_unknown_saysWhereItWasSought() {
        assertThatThrownBy(() -> driver.connect("jdbc:noclobber:nowhere:secret@host", null))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("jdbc:nowhere:")
                .hasMessageContaining("DriverManager")
                .hasMessageContaining("context class loader")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> driver.connect("jdbc:noclobber:oracle:thin:@host", null))
                .hasMessageContaining("class oracle.jdbc.OracleDriver");
        assertThatThrownBy(() -> driver.connect("jdbc:noclobber[driver=no.such.Driver]:h2:mem:x", null))
                .hasMessageContaining("class no.such.Driver")
                .hasMessageNotContaining("DriverManager");
    }

    @Test
    void realDriver_thatFails_failsAsSqlException() {
        StubDriver.fault = new IllegalStateException("broken");
        assertThatThrownBy(() -> driver.connect(STUB + "x", null))
                .isInstanceOf(SQLException.class)
                .hasCause(StubDriver.fault);
        StubDriver.fault = null;
        assertThatThrownBy(() -> driver.connect(STUB + "refused", null)).isInstanceOf(SQLException.class);
    }

    @Test
    void failure_afterTheRealConnect_closesItAndComesAsItWas() {
        StubDriver.metaDataFailure = new SQLException("no metadata", "58000", 5);
        assertThatThrownBy(() -> driver.connect(STUB + "x", null)).isSameAs(StubDriver.metaDataFailure);
        assertThat(StubDriver.CALLS).endsWith("close");
    }

    @Test
    void fault_afterTheRealConnect_closesItAndComesAsSqlException() {
        StubDriver.reset();
        Composition faulty = new Composition((real, settings, second, pool) -> {
            throw new IllegalStateException("a fault of ours");
        });
        assertThatThrownBy(() -> new NoclobberDriver(faulty).connect(STUB + "x", null))
                .isInstanceOf(SQLException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(StubDriver.CALLS).containsExactly("connect jdbc:x", "close");
    }

    @Test
    void secondConnection_isOpenedAsTheFirstWas() throws SQLException {
        Composition composition = new Composition((real, settings, second, pool) -> {
            second.open();
            throw new SQLException("enough");
        });
        Properties properties = new Properties();
        properties.setProperty("user", "same");
        assertThatThrownBy(() -> new NoclobberDriver(composition).connect(STUB + "x", properties))
                .hasMessage("enough");
        assertThat(StubDriver.CALLS).containsExactly("connect jdbc:x", "connect jdbc:x", "close");
        assertThat(StubDriver.given).containsEntry("user", "same");
    }

    /** Exotic questions make pools throw a connection away. */
    @Test
    void realConnection_isAskedOnlyWhatEveryDriverAnswers() throws SQLException {
        StubDriver.reset();
        try (Connection connection = driver.connect(STUB + "x", null)) {
            assertThat(connection).isNotNull();
        }
        assertThat(Set.copyOf(StubDriver.CALLS.subList(1, StubDriver.CALLS.size())))
                .isSubsetOf(
                        "getMetaData", "getAutoCommit", "isReadOnly", "getCatalog", "getTransactionIsolation", "close");
    }

    @Test
    void propertyInfo_holdsOurOptionsAndThoseOfTheRealDriver() throws SQLException {
        DriverPropertyInfo[] found = driver.getPropertyInfo(STUB + "x", null);
        List<String> names = Arrays.stream(found).map(each -> each.name).toList();
        List<String> ours = Arrays.stream(Option.values())
                .filter(option -> !option.isForAgent())
                .map(Option::propertyName)
                .toList();
        assertThat(names)
                .startsWith(ours.toArray(new String[0]))
                .endsWith("of the stub")
                .hasSize(ours.size() + 1);
        assertThat(found[found.length - 1].value).isEqualTo("jdbc:x");
        assertThat(driver.getPropertyInfo("jdbc:other", null)).hasSize(ours.size());
    }

    @Test
    void driver_isKnownToDriverManager() throws SQLException {
        assertThat(DriverManager.getDriver("jdbc:noclobber:h2:mem:x")).isInstanceOf(NoclobberDriver.class);
    }
}
