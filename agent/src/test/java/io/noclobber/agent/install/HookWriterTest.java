package io.noclobber.agent.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.agent.bridge.NoclobberGate;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HookWriterTest {
    /** What some drivers give is declared to be of a class of theirs: MariaDB's. */
    public interface OwnConnection extends Connection {}

    public static final class OwnDriver implements Driver {
        @Override
        public OwnConnection connect(String url, Properties properties) throws SQLException {
            return (OwnConnection) Proxy.newProxyInstance(
                    OwnDriver.class.getClassLoader(), new Class<?>[] {OwnConnection.class}, (proxy, method, given) -> {
                        throw new UnsupportedOperationException(method.getName());
                    });
        }

        @Override
        public boolean acceptsURL(String url) {
            return true;
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public @Nullable Logger getParentLogger() {
            return null;
        }
    }

    /** Loads the driver with our code in it. */
    private static final class HookedLoader extends ClassLoader {
        HookedLoader() {
            super(HookWriterTest.class.getClassLoader());
        }

        Driver driver() throws IOException, ReflectiveOperationException {
            String name = OwnDriver.class.getName();
            try (InputStream input = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] file = input.readAllBytes();
                byte[] hooked = new HookWriter().write(this, name, file, ConnectionHooks.all());
                return (Driver) defineClass(name, hooked, 0, hooked.length)
                        .getDeclaredConstructor()
                        .newInstance();
            }
        }
    }

    @Test
    void methodThatGivesAClassOfTheDriver_isHookedWhereJdbcCallsIt() throws Exception {
        List<String> entered = new ArrayList<>();
        NoclobberGate.open(
                (hook, call) -> {
                    entered.add(hook);
                    return hook;
                },
                (hook, end) -> end[0]);

        assertThat(new HookedLoader().driver().connect("jdbc:own", new Properties()))
                .isInstanceOf(OwnConnection.class);
        assertThat(entered).containsExactly("CONNECT");
    }
}
