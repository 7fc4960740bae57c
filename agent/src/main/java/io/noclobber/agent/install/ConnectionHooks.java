package io.noclobber.agent.install;

import io.noclobber.agent.advice.ConnectAdvice;
import io.noclobber.agent.advice.PooledAdvice;
import io.noclobber.agent.advice.PooledAsAdvice;
import io.noclobber.agent.advice.SourceAdvice;
import io.noclobber.agent.advice.SourceAsAdvice;
import io.noclobber.agent.advice.XaAdvice;
import io.noclobber.agent.advice.XaAsAdvice;
import java.util.List;

/**
 * The methods by which connections are opened or lent: only where one is declared to give exactly the type of JDBC, another object of
 * that type can be given instead.
 */
final class ConnectionHooks {
    private static final String AS = "(Ljava/lang/String;Ljava/lang/String;)";

    private ConnectionHooks() {}

    static List<Hook> all() {
        return List.of(
                hook(
                        "CONNECT",
                        "java.sql.Driver",
                        "connect",
                        "(Ljava/lang/String;Ljava/util/Properties;)Ljava/sql/Connection;",
                        ConnectAdvice.class),
                // some drivers declare it in a class that is a data source of no kind yet
                hook(
                        "SOURCE",
                        "javax.sql.CommonDataSource",
                        "getConnection",
                        "()Ljava/sql/Connection;",
                        SourceAdvice.class),
                hook(
                        "SOURCE_AS",
                        "javax.sql.CommonDataSource",
                        "getConnection",
                        AS + "Ljava/sql/Connection;",
                        SourceAsAdvice.class),
                hook("XA", "javax.sql.XADataSource", "getXAConnection", "()Ljavax/sql/XAConnection;", XaAdvice.class),
                hook(
                        "XA_AS",
                        "javax.sql.XADataSource",
                        "getXAConnection",
                        AS + "Ljavax/sql/XAConnection;",
                        XaAsAdvice.class),
                hook(
                        "POOLED",
                        "javax.sql.ConnectionPoolDataSource",
                        "getPooledConnection",
                        "()Ljavax/sql/PooledConnection;",
                        PooledAdvice.class),
                hook(
                        "POOLED_AS",
                        "javax.sql.ConnectionPoolDataSource",
                        "getPooledConnection",
                        AS + "Ljavax/sql/PooledConnection;",
                        PooledAsAdvice.class));
    }

    private static Hook hook(String name, String type, String method, String descriptor, Class<?> advice) {
        return new Hook(name, type, method, descriptor, descriptor, advice);
    }
}
