package io.noclobber;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A driver that writes down how it is called; found only by the option {@code driver}. */
public class StubDriver implements Driver {
    static final List<String> CALLS = new ArrayList<>();
    static @Nullable Properties given;
    static @Nullable RuntimeException fault;
    static @Nullable SQLException metaDataFailure;

    static void reset() {
        CALLS.clear();
        given = null;
        fault = null;
        metaDataFailure = null;
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) {
        CALLS.add("connect " + url);
        given = info;
        info.setProperty("left by", "the driver");
        if (fault != null) {
            throw fault;
        }
        return url.endsWith("refused") ? null : connection();
    }

    private static Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                StubDriver.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    CALLS.add(method.getName());
                    if (method.getName().equals("getMetaData")) {
                        if (metaDataFailure != null) {
                            throw metaDataFailure;
                        }
                        return metaData();
                    }
                    return empty(method.getReturnType());
                });
    }

    private static Object metaData() {
        return Proxy.newProxyInstance(
                StubDriver.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (proxy, method, arguments) -> method.getReturnType() == String.class
                        ? "stub " + method.getName()
                        : empty(method.getReturnType()));
    }

    private static @Nullable Object empty(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? (Object) 0 : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return false;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[] {new DriverPropertyInfo("of the stub", url)};
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
