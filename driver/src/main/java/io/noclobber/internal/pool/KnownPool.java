package io.noclobber.internal.pool;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pool that may stand above our connections: how it is recognised when it connects, and by what it shows that a borrower
 * has given a connection back. Immutable.
 *
 * <p>Some libraries carry a pool under a package of their own, so its classes are given by the end of their names; products
 * that were not measured by the beginning, which ends with a dot. Which versions were measured says docs/compatibility.md.
 */
public enum KnownPool {
    HIKARI(
            "HikariCP",
            new Returning(Call.CLEAR_WARNINGS, "zaxxer.hikari.pool.ProxyConnection", "close"),
            "zaxxer.hikari.pool.PoolBase"),
    DBCP(
            "Commons DBCP",
            new Returning(Call.CLEAR_WARNINGS, ".PoolableConnectionFactory", "passivateObject"),
            ".dbcp.PoolableConnectionFactory",
            ".dbcp2.PoolableConnectionFactory",
            ".dbcp2.managed.PoolableManagedConnectionFactory"),
    /** Clears the warnings when it lends a connection. */
    DBCP_SHARED(
            "Commons DBCP around a ConnectionPoolDataSource",
            new Returning(Call.CLEAR_WARNINGS, ".dbcp2.datasources.InstanceKeyDataSource", "getConnection"),
            ".dbcp2.datasources.CPDSConnectionFactory",
            ".dbcp2.datasources.KeyedCPDSConnectionFactory"),
    TOMCAT(
            "Tomcat JDBC",
            new Returning(Call.CLEAR_WARNINGS, "tomcat.jdbc.pool.ConnectionPool", "returnConnection"),
            "tomcat.jdbc.pool.PooledConnection"),
    /** Clears the warnings also where it was told to mark no requests. */
    C3P0(
            "c3p0",
            new Returning(Call.CLEAR_WARNINGS, "mchange.v2.c3p0.SQLWarnings", "logAndClearWarnings"),
            "mchange.v2.resourcepool.BasicResourcePool"),
    /** Clears warnings only where there are some, and asks for them always. */
    AGROAL(
            "Agroal",
            new Returning(Call.GET_WARNINGS, "agroal.pool.ConnectionHandler", "resetConnection"),
            "agroal.pool.ConnectionFactory"),
    DRUID(
            "Druid",
            new Returning(Call.CLEAR_WARNINGS, "druid.pool.DruidConnectionHolder", "reset"),
            "druid.pool.DruidAbstractDataSource"),
    MYBATIS("the pool of MyBatis", null, "ibatis.datasource.pooled.PooledDataSource"),
    HIBERNATE(
            "the pool of Hibernate",
            null,
            "hibernate.engine.jdbc.connections.internal.BasicConnectionCreator",
            "hibernate.connection.DriverManagerConnectionProvider"),
    ECLIPSELINK("the pool of EclipseLink", null, "eclipse.persistence.sessions.DefaultConnector"),
    SPRING_SINGLE(
            "Spring's SingleConnectionDataSource", null, "springframework.jdbc.datasource.SingleConnectionDataSource"),
    /** Known by name only. */
    UNMEASURED(
            "a pool whose signs were never measured",
            null,
            "org.jboss.jca.adapters.jdbc.",
            "com.ibm.ws.rsadapter.",
            "weblogic.jdbc.",
            "com.sun.gjc.",
            "oracle.ucp.",
            "org.vibur.dbcp.",
            "com.jolbox.bonecp.",
            "org.logicalcobwebs.proxool.");

    /** A call that a pool makes on the physical connection. */
    public enum Call {
        CLEAR_WARNINGS,
        GET_WARNINGS
    }

    /** The call by which a connection goes back, and the method of the pool that makes it; the application may call the same. */
    private record Returning(Call call, String className, String method) {
        boolean is(StackFrame frame) {
            return frame.getMethodName().equals(method) && frame.getClassName().endsWith(className);
        }
    }

    private static final KnownPool[] ALL = values();

    /** A pool that connects in the thread of a borrower stands near the top of a stack that may be hundreds deep. */
    private static final int CONNECTING_DEPTH = 24;

    /** The pool's method, a proxy or two in between, and our own. */
    private static final int RETURNING_DEPTH = 12;

    private final String label;
    private final @Nullable Returning returning;
    private final List<String> classes;

    KnownPool(String label, @Nullable Returning returning, String... classes) {
        this.label = label;
        this.returning = returning;
        this.classes = List.of(classes);
    }

    /** The pool that is opening a connection in this thread right now, the innermost if there are several; or {@code null}. */
    public static @Nullable KnownPool connecting() {
        return StackWalker.getInstance()
                .walk(frames -> frames.limit(CONNECTING_DEPTH)
                        .flatMap(frame -> Stream.ofNullable(of(frame)))
                        .findFirst()
                        .orElse(null));
    }

    private static @Nullable KnownPool of(StackFrame frame) {
        String name = frame.getClassName();
        if (name.startsWith("java.") || name.startsWith("io.noclobber.")) {
            return null;
        }
        for (KnownPool pool : ALL) {
            if (pool.owns(name)) {
                return pool;
            }
        }
        return null;
    }

    private boolean owns(String className) {
        for (String known : classes) {
            if (known.endsWith(".") ? className.startsWith(known) : className.endsWith(known)) {
                return true;
            }
        }
        return false;
    }

    /** What it is called in a log. */
    public String label() {
        return label;
    }

    /** Whether it shows that a connection has gone back to it. */
    public boolean givesSign() {
        return returning != null;
    }

    /** Whether {@code call} may mean that the connection goes back; costs nothing. */
    public boolean returnsBy(Call call) {
        return returning != null && returning.call() == call;
    }

    /** Whether the call that is being made in this thread is that of the pool, not of the application; looks at the stack. */
    public boolean isReturning() {
        Returning sign = returning;
        return sign != null
                && StackWalker.getInstance()
                        .walk(frames -> frames.limit(RETURNING_DEPTH).anyMatch(sign::is));
    }
}
