package io.noclobber.agent.install;

import io.noclobber.agent.advice.ConnectAdvice;
import io.noclobber.agent.advice.PooledAdvice;
import io.noclobber.agent.advice.PooledAsAdvice;
import io.noclobber.agent.advice.SourceAdvice;
import io.noclobber.agent.advice.SourceAsAdvice;
import io.noclobber.agent.advice.XaAdvice;
import io.noclobber.agent.advice.XaAsAdvice;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A method by which connections are opened or lent, by its exact signature: only where it is declared to give exactly the type of
 * JDBC, another object of that type can be given instead.
 */
enum Hook {
    CONNECT(
            "java.sql.Driver",
            "connect",
            "(Ljava/lang/String;Ljava/util/Properties;)Ljava/sql/Connection;",
            ConnectAdvice.class),
    /** Some drivers declare it in a class that is a data source of no kind yet. */
    SOURCE("javax.sql.CommonDataSource", "getConnection", "()Ljava/sql/Connection;", SourceAdvice.class),
    SOURCE_AS(
            "javax.sql.CommonDataSource",
            "getConnection",
            "(Ljava/lang/String;Ljava/lang/String;)Ljava/sql/Connection;",
            SourceAsAdvice.class),
    XA("javax.sql.XADataSource", "getXAConnection", "()Ljavax/sql/XAConnection;", XaAdvice.class),
    XA_AS(
            "javax.sql.XADataSource",
            "getXAConnection",
            "(Ljava/lang/String;Ljava/lang/String;)Ljavax/sql/XAConnection;",
            XaAsAdvice.class),
    POOLED(
            "javax.sql.ConnectionPoolDataSource",
            "getPooledConnection",
            "()Ljavax/sql/PooledConnection;",
            PooledAdvice.class),
    POOLED_AS(
            "javax.sql.ConnectionPoolDataSource",
            "getPooledConnection",
            "(Ljava/lang/String;Ljava/lang/String;)Ljavax/sql/PooledConnection;",
            PooledAsAdvice.class);

    private final String type;
    private final String method;
    private final String descriptor;
    private final Class<?> advice;

    Hook(String type, String method, String descriptor, Class<?> advice) {
        this.type = type;
        this.method = method;
        this.descriptor = descriptor;
        this.advice = advice;
    }

    /** The descriptors of all. */
    static Set<String> descriptors() {
        Set<String> all = new TreeSet<>();
        Arrays.stream(values()).forEach(hook -> all.add(hook.descriptor));
        return all;
    }

    /** The hooks whose method {@code outline} declares, with code. */
    static List<Hook> declared(ClassOutline outline) {
        return Arrays.stream(values())
                .filter(hook -> outline.declares(hook.method, hook.descriptor))
                .toList();
    }

    /** The type of JDBC whose method it is. */
    String type() {
        return type;
    }

    String method() {
        return method;
    }

    String descriptor() {
        return descriptor;
    }

    Class<?> advice() {
        return advice;
    }
}
