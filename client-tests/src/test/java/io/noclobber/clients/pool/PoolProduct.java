package io.noclobber.clients.pool;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A pool in one version. The current ones are on the class path, the old ones are loaded from jars of their own. */
enum PoolProduct {
    HIKARI(Kind.HIKARI),
    HIKARI_2(Kind.HIKARI, "HikariCP-2.7.9"),
    HIKARI_4(Kind.HIKARI, "HikariCP-4.0.3"),
    DBCP2(Kind.DBCP2),
    DBCP2_OLD(Kind.DBCP2, "commons-dbcp2-2.1.1", "commons-pool2-2.4.2"),
    DBCP1(Kind.DBCP1, "commons-dbcp-1.4", "commons-pool-1.6"),
    TOMCAT(Kind.TOMCAT),
    TOMCAT_7(Kind.TOMCAT, "tomcat-jdbc-7.0.109", "tomcat-juli-7.0.109"),
    C3P0(Kind.C3P0),
    C3P0_OLD(Kind.C3P0, "c3p0-0.9.5.5", "mchange-commons-java-0.2.19"),
    AGROAL(Kind.AGROAL),
    AGROAL_1(Kind.AGROAL, "agroal-pool-1.16", "agroal-api-1.16"),
    DRUID(Kind.DRUID);

    /** How a pool is configured, in all its versions. */
    private enum Kind {
        HIKARI("com.zaxxer.hikari.HikariDataSource", "JdbcUrl", "DriverClassName", "Username", "MaximumPoolSize"),
        DBCP2("org.apache.commons.dbcp2.BasicDataSource", "Url", "DriverClassName", "Username", "MaxTotal"),
        DBCP1("org.apache.commons.dbcp.BasicDataSource", "Url", "DriverClassName", "Username", "MaxActive"),
        TOMCAT("org.apache.tomcat.jdbc.pool.DataSource", "Url", "DriverClassName", "Username", "MaxActive"),
        C3P0("com.mchange.v2.c3p0.ComboPooledDataSource", "JdbcUrl", "DriverClass", "User", "MaxPoolSize"),
        AGROAL("io.agroal.api.AgroalDataSource", "jdbcUrl", "providerClassName", "principal", "maxSize"),
        DRUID("com.alibaba.druid.pool.DruidDataSource", "Url", "DriverClassName", "Username", "MaxActive");

        private final String className;
        private final String url;
        private final String driver;
        private final String user;
        private final String size;

        Kind(String className, String url, String driver, String user, String size) {
            this.className = className;
            this.url = url;
            this.driver = driver;
            this.user = user;
            this.size = size;
        }
    }

    private final Kind kind;
    private final String[] jars;

    PoolProduct(Kind kind, String... jars) {
        this.kind = kind;
        this.jars = jars;
    }

    /** Whether it is the version of the class path. */
    boolean isCurrent() {
        return jars.length == 0;
    }

    /** A pool that keeps one physical connection. */
    OpenPool open(String driver, String url, String user, String password) {
        return open(driver, url, user, password, Map.of());
    }

    /** As {@link #open(String, String, String, String)}, with more of the pool's own properties. */
    OpenPool open(String driver, String url, String user, String password, Map<String, ?> more) {
        ClassLoader loader = PoolJars.loader(jars);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put(kind.driver, driver);
            properties.put(kind.url, url);
            properties.put(kind.user, user);
            properties.put(kind == Kind.AGROAL ? "credential" : "Password", password);
            properties.put(kind.size, 1);
            if (kind == Kind.TOMCAT || kind == Kind.DRUID) {
                properties.put("InitialSize", 1);
            }
            if (kind == Kind.TOMCAT) {
                properties.put("MinIdle", 1);
                properties.put("MaxIdle", 1);
            }
            if (kind == Kind.DRUID) {
                properties.put("TestWhileIdle", false);
            }
            if (kind == Kind.C3P0) {
                properties.put("MinPoolSize", 1);
                properties.put("InitialPoolSize", 1);
            }
            properties.putAll(more);
            return new OpenPool(kind == Kind.AGROAL ? agroal(loader, properties) : bean(loader, properties), loader);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(this + " cannot be configured", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The properties that make the pool test its connections whenever it can, and keep statements. */
    Map<String, ?> testsAndCache(String query) {
        return switch (kind) {
            case HIKARI -> Map.of("ConnectionTestQuery", query);
            case DBCP1, DBCP2 ->
                Map.of(
                        "ValidationQuery", query,
                        "TestOnBorrow", true,
                        "TestOnReturn", true,
                        "PoolPreparedStatements", true);
            case TOMCAT ->
                Map.of(
                        "ValidationQuery",
                        query,
                        "TestOnBorrow",
                        true,
                        "TestOnReturn",
                        true,
                        "JdbcInterceptors",
                        "ConnectionState;StatementFinalizer;StatementCache(prepared=true)");
            // without its cache, whose statements over HSQLDB say that their connection is closed, with the bare driver
            // too
            case C3P0 -> Map.of("TestConnectionOnCheckout", true, "TestConnectionOnCheckin", true);
            case AGROAL -> Map.of("validateOnBorrow", "true", "connectionValidator", "default");
            case DRUID ->
                Map.of(
                        "ValidationQuery", query,
                        "TestOnBorrow", true,
                        "TestOnReturn", true,
                        "PoolPreparedStatements", true,
                        "MaxPoolPreparedStatementPerConnectionSize", 10);
        };
    }

    private DataSource bean(ClassLoader loader, Map<String, Object> properties) throws ReflectiveOperationException {
        Object source = loader.loadClass(kind.className).getConstructor().newInstance();
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            set(source, "set" + property.getKey(), property.getValue());
        }
        return (DataSource) source;
    }

    private static void set(Object source, String setter, Object value) throws ReflectiveOperationException {
        Class<?> type = value instanceof Integer
                ? int.class
                : value instanceof Boolean ? boolean.class : value instanceof Long ? long.class : value.getClass();
        source.getClass().getMethod(setter, type).invoke(source, value);
    }

    private DataSource agroal(ClassLoader loader, Map<String, Object> properties) throws ReflectiveOperationException {
        Properties texts = new Properties();
        properties.forEach((key, value) -> texts.setProperty(key, value.toString()));
        Object reader = loader.loadClass("io.agroal.api.configuration.supplier.AgroalPropertiesReader")
                .getConstructor()
                .newInstance();
        reader.getClass().getMethod("readProperties", Properties.class).invoke(reader, texts);
        Class<?> type = loader.loadClass(kind.className);
        Class<?> listeners =
                loader.loadClass("io.agroal.api.AgroalDataSourceListener").arrayType();
        Method from = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("from")
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Supplier.class, listeners}))
                .findFirst()
                .orElseThrow();
        Object none = java.lang.reflect.Array.newInstance(listeners.getComponentType(), 0);
        try {
            return (DataSource) from.invoke(null, reader, none);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
