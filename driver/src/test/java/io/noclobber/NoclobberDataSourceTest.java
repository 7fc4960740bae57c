package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.noclobber.config.InvalidOptionException;
import io.noclobber.config.Mode;
import io.noclobber.config.Option;
import io.noclobber.config.Scope;
import io.noclobber.internal.jdbc.Guarded;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NoclobberDataSourceTest {
    private static JdbcDataSource h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:source");
        return source;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void setters_areThoseOfTheOptions(Class<?> kind, Set<String> own) {
        Set<String> setters = Arrays.stream(kind.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("set"))
                .collect(Collectors.toSet());
        Set<String> expected = Arrays.stream(Option.values())
                .filter(option -> !option.isForAgent())
                .map(option -> "set" + Character.toUpperCase(option.key().charAt(0))
                        + option.key().substring(1))
                .collect(Collectors.toSet());
        expected.addAll(own);
        expected.addAll(Set.of("setLogWriter", "setLoginTimeout"));
        assertThat(setters).isEqualTo(expected);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments(NoclobberDataSource.class, Set.of("setDataSource", "setUrl", "setUser", "setPassword")),
                arguments(NoclobberXADataSource.class, Set.of("setXaDataSource")),
                arguments(NoclobberConnectionPoolDataSource.class, Set.of("setConnectionPoolDataSource")));
    }

    @Test
    void options_ofAnyKind_areKept() throws SQLException {
        NoclobberXADataSource xa = new NoclobberXADataSource();
        xa.setXaDataSource(h2());
        xa.setMode("off");
        NoclobberConnectionPoolDataSource pool = new NoclobberConnectionPoolDataSource(h2());
        pool.setScope("transaction");
        assertThat(xa.settings().mode()).isEqualTo(Mode.OFF);
        assertThat(pool.settings().scope()).isEqualTo(Scope.TRANSACTION);
        assertThatThrownBy(() -> xa.setScope("nowhere")).isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(() -> new NoclobberXADataSource().getXAConnection())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("xaDataSource");
        assertThatThrownBy(() -> new NoclobberConnectionPoolDataSource().getPooledConnection("sa", ""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("connectionPoolDataSource");
    }

    @Test
    void connection_ofAnySource_isGuarded() throws SQLException {
        NoclobberDataSource around = new NoclobberDataSource(h2());
        NoclobberDataSource later = new NoclobberDataSource();
        later.setDataSource(h2());
        NoclobberDataSource real = new NoclobberDataSource();
        real.setUrl("jdbc:h2:mem:source");
        real.setUser("sa");
        real.setPassword("");
        NoclobberDataSource ours = new NoclobberDataSource();
        ours.setUrl("jdbc:noclobber:h2:mem:source");
        for (DataSource source : new DataSource[] {around, later, real, ours, new NoclobberDataSource(around)}) {
            try (Connection connection = source.getConnection()) {
                assertThat(connection).isInstanceOf(Guarded.class);
                assertThat(connection.unwrap(org.h2.jdbc.JdbcConnection.class)).isNotInstanceOf(Guarded.class);
            }
        }
        try (Connection connection = around.getConnection("sa", "")) {
            assertThat(connection).isInstanceOf(Guarded.class);
        }
    }

    /** A pool over our URL hands out connections of its own that wrap ours. */
    @Test
    void connection_ofAPoolOfOurs_isNotGuardedTwice() throws SQLException {
        Connection guarded = new NoclobberDataSource(h2()).getConnection();
        Connection pooled = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> method.invoke(guarded, arguments));
        DataSource pool = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> pooled);
        assertThat(new NoclobberDataSource(pool).getConnection()).isSameAs(pooled);
        guarded.close();
    }

    /** Oracle's connections throw when they are asked for a class. */
    @Test
    void connection_thatIsNotToBeAskedForOtherTypes_isGuarded() throws SQLException {
        JdbcDataSource real = h2();
        DataSource touchy = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    Connection connection = real.getConnection();
                    return Proxy.newProxyInstance(
                            getClass().getClassLoader(), new Class<?>[] {Connection.class}, (own, called, given) -> {
                                if (called.getName().equals("isWrapperFor")) {
                                    throw new SQLException("not an interface", "99999", 17001);
                                }
                                return called.invoke(connection, given);
                            });
                });
        try (Connection connection = new NoclobberDataSource(touchy).getConnection()) {
            assertThat(connection).isInstanceOf(Guarded.class);
        }
    }

    @Test
    void option_thatIsInvalid_isRefusedAtItsSetter() {
        NoclobberDataSource source = new NoclobberDataSource();
        assertThatThrownBy(() -> source.setMode("sometimes")).isInstanceOf(InvalidOptionException.class);
        assertThatThrownBy(() -> source.setImageRows("-1")).isInstanceOf(InvalidOptionException.class);
    }

    @Test
    void source_withoutAnythingToGoAround_saysSo() {
        NoclobberDataSource source = new NoclobberDataSource();
        assertThatThrownBy(source::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("url");
        source.setUser("only");
        assertThatThrownBy(source::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("url");
        assertThatThrownBy(() -> new NoclobberDataSource(h2()).setUrl("jdbc:h2:mem:x"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void unwrap_ofTheSource_givesTheInnerOne() throws SQLException {
        JdbcDataSource inner = h2();
        NoclobberDataSource source = new NoclobberDataSource(inner);
        long before = unwrapped();
        assertThat(source.unwrap(JdbcDataSource.class)).isSameAs(inner);
        assertThat(unwrapped()).isEqualTo(before + 1);
        assertThat(source.isWrapperFor(JdbcDataSource.class)).isTrue();
        assertThat(source.unwrap(DataSource.class)).isSameAs(source);
        assertThat(source.isWrapperFor(Runnable.class)).isFalse();
    }

    /** What is written through it is not seen. */
    private static long unwrapped() {
        return NoclobberDriver.counts().elsewhere().unguarded().getOrDefault("UNWRAPPED", 0L);
    }
}
