package io.noclobber.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.internal.proxy.ProxyKind;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The drivers of databases of which no server is here: of whichever of their classes an object is, the wrapper of it can be cast to
 * everything that the object can be cast to, as far as an application may name it.
 */
class OtherDriversTest {
    private static final Map<Class<?>, ProxyKind<?, ?, ?>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put(Connection.class, GuardedConnection.KIND);
        KINDS.put(DatabaseMetaData.class, GuardedMetaData.KIND);
        KINDS.put(Statement.class, GuardedStatement.KIND);
        KINDS.put(PreparedStatement.class, GuardedPreparedStatement.KIND);
        KINDS.put(CallableStatement.class, GuardedCallableStatement.KIND);
        KINDS.put(ResultSet.class, GuardedResultSet.KIND);
        KINDS.put(ResultSetMetaData.class, VisibleColumns.KIND);
        KINDS.put(PooledConnection.class, GuardedPooledConnection.KIND);
        KINDS.put(XAConnection.class, GuardedXAConnection.KIND);
        KINDS.put(XAResource.class, GuardedXAResource.KIND);
    }

    /** The jars that the build has put there: of SQL Server, Oracle and Db2. */
    static Stream<Path> drivers() throws IOException {
        try (Stream<Path> found = Files.list(Path.of(System.getProperty("test.drivers")))) {
            List<Path> jars = found.sorted().toList();
            assertThat(jars).hasSize(3);
            return jars.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void wrapper_ofEachClassOfTheDriver_hasAllItsPublicInterfaces(Path jar) throws Exception {
        List<String> wrapped = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile());
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (String name : file.stream().map(Object::toString).toList()) {
                Class<?> type = jdbc(name, loader);
                if (type != null) {
                    for (Map.Entry<Class<?>, ProxyKind<?, ?, ?>> kind : KINDS.entrySet()) {
                        if (kind.getKey().isAssignableFrom(type)) {
                            assertThat(interfaces(wrapper(kind.getValue(), type)))
                                    .as("%s as %s", type, kind.getKey())
                                    .containsAll(visible(type, kind.getKey()));
                            wrapped.add(kind.getKey().getSimpleName());
                        }
                    }
                }
            }
        }
        assertThat(wrapped)
                .contains("Connection", "Statement", "PreparedStatement", "CallableStatement", "ResultSet")
                .contains("DatabaseMetaData", "PooledConnection", "XAConnection", "XAResource");
    }

    /** The class of that file, if objects of it are made; {@code null} where it needs what is not there. */
    private static @Nullable Class<?> jdbc(String file, ClassLoader loader) {
        if (!file.endsWith(".class") || file.startsWith("META-INF") || file.equals("module-info.class")) {
            return null;
        }
        try {
            Class<?> type = Class.forName(
                    file.substring(0, file.length() - ".class".length()).replace('/', '.'), false, loader);
            return type.isInterface() || Modifier.isAbstract(type.getModifiers()) ? null : type;
        } catch (ClassNotFoundException | LinkageError needsMore) {
            return null;
        }
    }

    private static Class<?> wrapper(ProxyKind<?, ?, ?> kind, Class<?> type) throws ReflectiveOperationException {
        Class<?> factory = kind.factory(type).getClass();
        String name = factory.getName();
        return Class.forName(name.substring(0, name.length() - "Factory".length()), true, factory.getClassLoader());
    }

    private static Set<Class<?>> interfaces(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> parent : each.getInterfaces()) {
                found.add(parent);
                found.addAll(interfaces(parent));
            }
        }
        return found;
    }

    /** Those that an application may name; an XA connection that is wrapped as a pooled one is not offered as what it is besides. */
    private static List<Class<?>> visible(Class<?> type, Class<?> wrappedAs) {
        return interfaces(type).stream()
                .filter(each -> Modifier.isPublic(each.getModifiers()))
                .filter(each -> each == wrappedAs || !KINDS.containsKey(each) || each.isAssignableFrom(wrappedAs))
                .toList();
    }
}
