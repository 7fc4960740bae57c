package com.example.legacy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import javax.management.ObjectName;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.hsqldb.jdbc.pool.JDBCPooledDataSource;
import org.hsqldb.jdbc.pool.JDBCXADataSource;

/** Does what it is asked for, each in a way of its own to come by connections, and prints what became of it. */
public final class Application {
    private static final int REDEPLOYS = Integer.getInteger("test.redeploys", 8);

    private Application() {}

    /** Every name of a way gives a line {@code name result}. */
    public static void main(String[] ways) throws Exception {
        for (String way : ways) {
            print(way, System.out);
        }
    }

    private static void print(String way, PrintStream out) throws Exception {
        String result;
        try {
            result = run(way);
        } catch (Exception failure) {
            result = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        }
        out.println(way + " " + result);
    }

    private static String run(String way) throws Exception {
        switch (way) {
            case "driverManager":
                return Orders.edit(() -> DriverManager.getConnection("jdbc:hsqldb:mem:manager", "sa", ""));
            case "h2":
                return Orders.edit(() -> DriverManager.getConnection("jdbc:h2:mem:manager;DB_CLOSE_DELAY=-1"));
            case "options":
                return withOptions();
            case "modeOff":
                return off();
            case "h2Source":
                return Orders.edit(h2("source")::getConnection);
            case "h2Pool":
                return pooled(JdbcConnectionPool.create(h2("pool")));
            case "hsqldbSource":
                return Orders.edit(hsqldb("source")::getConnection);
            case "hikari":
                return hikari("jdbc:hsqldb:mem:hikari");
            case "conversation":
                return conversation();
            case "p6spy":
                return p6spy();
            case "noclobberUrl":
                return noclobberUrl();
            case "noclobberPool":
                return hikari("jdbc:noclobber[changedState=X0002]:hsqldb:mem:twicePooled");
            case "pooledConnection":
                return pooledConnection();
            case "xaConnection":
                return xaConnection(h2("xa"));
            case "xaConnectionOfHsqldb":
                return xaConnection(hsqldbXa());
            case "war":
                return new War().edit();
            case "redeploy":
                return redeploy();
            case "ours":
                return ours();
            case "report":
                return report();
            case "waitForAgent":
                return waitForAgent();
            default:
                return "unknown";
        }
    }

    private static JdbcDataSource h2(String name) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    private static JDBCDataSource hsqldb(String name) {
        JDBCDataSource source = new JDBCDataSource();
        source.setUrl("jdbc:hsqldb:mem:" + name);
        return source;
    }

    private static XADataSource hsqldbXa() throws Exception {
        JDBCXADataSource source = new JDBCXADataSource();
        source.setUrl("jdbc:hsqldb:mem:xa");
        source.setUser("sa");
        return source;
    }

    /** H2 would refuse an option that it does not know. */
    private static String withOptions() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", "sa");
        properties.setProperty("noclobber.changedState", "X0001");
        return Orders.edit(() -> DriverManager.getConnection("jdbc:h2:mem:options;DB_CLOSE_DELAY=-1", properties));
    }

    private static String off() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", "sa");
        properties.setProperty("noclobber.mode", "off");
        Orders.Opening opening = () -> DriverManager.getConnection("jdbc:h2:mem:off;DB_CLOSE_DELAY=-1", properties);
        try (Connection connection = opening.open()) {
            return Orders.edit(opening) + " " + Orders.guards(connection);
        }
    }

    private static String hikari(String url) throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            pool.setMaximumPoolSize(2);
            return pooled(pool);
        }
    }

    /** Two users at once, and one who gets a connection with which another has read. */
    private static String pooled(DataSource pool) throws Exception {
        try (Connection connection = pool.getConnection()) {
            Orders.create(connection);
            Orders.read(connection);
        }
        String next;
        try (Connection other = pool.getConnection();
                Connection connection = pool.getConnection()) {
            Orders.write(other, "PACKED");
            Orders.write(connection, "SENT");
            next = "fresh";
        }
        String edited = Orders.edit(pool::getConnection);
        try (Connection connection = pool.getConnection()) {
            return edited + " " + next + " " + Orders.guards(connection);
        }
    }

    /** What a user has read on one connection guards what he writes on another; nobody else is refused by it. */
    private static String conversation() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:hsqldb:mem:conversation");
            pool.setMaximumPoolSize(3);
            try (Connection shows = pool.getConnection();
                    Connection saves = pool.getConnection();
                    Connection other = pool.getConnection()) {
                Orders.create(other);
                shows.setClientInfo("noclobber.conversation", "ann");
                String saved = Orders.edit(shows, other, saves, "ann");
                return saved + " " + Orders.edit(shows, other, saves, "bob");
            }
        }
    }

    private static String p6spy() throws Exception {
        Orders.Opening opening = () -> DriverManager.getConnection("jdbc:p6spy:hsqldb:mem:spied", "sa", "");
        try (Connection connection = opening.open()) {
            return Orders.edit(opening) + " "
                    + connection
                            .unwrap(org.hsqldb.jdbc.JDBCConnection.class)
                            .getClass()
                            .getSimpleName();
        }
    }

    private static String noclobberUrl() throws Exception {
        Orders.Opening opening =
                () -> DriverManager.getConnection("jdbc:noclobber[changedState=X0002]:hsqldb:mem:twice", "sa", "");
        try (Connection connection = opening.open()) {
            return Orders.edit(opening) + " " + Orders.guards(connection);
        }
    }

    private static String pooledConnection() throws Exception {
        JDBCPooledDataSource source = new JDBCPooledDataSource();
        source.setUrl("jdbc:hsqldb:mem:pooled");
        ConnectionPoolDataSource physical = source;
        PooledConnection one = physical.getPooledConnection("sa", "");
        PooledConnection two = physical.getPooledConnection("sa", "");
        try (Connection mine = one.getConnection();
                Connection other = two.getConnection()) {
            Orders.create(other);
            return Orders.edit(mine, other) + " " + Orders.guards(mine);
        } finally {
            one.close();
            two.close();
        }
    }

    /** The same connection works for two branches: the second write must be compared with what the second branch has read. */
    private static String xaConnection(XADataSource source) throws Exception {
        XAConnection physical = source.getXAConnection();
        XAConnection elsewhere = source.getXAConnection();
        try (Connection mine = physical.getConnection();
                Connection other = elsewhere.getConnection()) {
            Orders.create(other);
            XAResource resource = physical.getXAResource();
            Branch first = new Branch(1);
            resource.start(first, XAResource.TMNOFLAGS);
            Orders.read(mine);
            Orders.write(mine, "PACKED");
            resource.end(first, XAResource.TMSUCCESS);
            resource.commit(first, true);
            Orders.write(other, "SHIPPED");

            Branch second = new Branch(2);
            resource.start(second, XAResource.TMNOFLAGS);
            String result;
            try {
                Orders.write(mine, "CANCELLED");
                result = "lost";
            } catch (java.sql.SQLException refusal) {
                result = refusal.getSQLState();
            }
            resource.end(second, XAResource.TMSUCCESS);
            resource.rollback(second);
            return result + " " + Orders.guards(mine);
        } finally {
            physical.close();
            elsewhere.close();
        }
    }

    /** The classes of noclobber that an application could come upon. */
    private static String ours() {
        List<String> found = new ArrayList<>();
        for (String name : Arrays.asList(
                "io.noclobber.NoclobberDriver",
                "io.noclobber.shaded.bytebuddy.ByteBuddy",
                "net.bytebuddy.ByteBuddy",
                "io.noclobber.agent.bridge.NoclobberGate",
                "io.noclobber.agent.install.Installation")) {
            try {
                found.add(Class.forName(name).getName());
            } catch (ClassNotFoundException invisible) {
                // as it should be
            }
        }
        boolean registered = DriverManager.drivers()
                .anyMatch(driver -> driver.getClass().getName().contains("noclobber"));
        return found + " " + registered;
    }

    private static String report() throws Exception {
        ObjectName name = new ObjectName("io.noclobber:type=Agent");
        for (int tries = 0; tries < 100; tries++) {
            if (ManagementFactory.getPlatformMBeanServer().isRegistered(name)) {
                String[] lines =
                        (String[]) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Report");
                return lines.length + " "
                        + ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Conflicts");
            }
            Thread.sleep(50);
        }
        return "no bean";
    }

    /** Has connections by a driver and a data source that are loaded, then says so and waits for a line of input. */
    private static String waitForAgent() throws Exception {
        DataSource source = h2("attached");
        Orders.Opening opening = () -> DriverManager.getConnection("jdbc:hsqldb:mem:attached", "sa", "");
        try (HikariDataSource pool = new HikariDataSource();
                Connection before = opening.open()) {
            pool.setJdbcUrl("jdbc:hsqldb:mem:pool");
            pool.setMaximumPoolSize(2);
            pool.setMinimumIdle(2);
            String unguarded = Orders.edit(opening) + " " + Orders.edit(source::getConnection) + " "
                    + Orders.edit(pool::getConnection);
            System.out.println("ready");
            System.in.read();
            return unguarded + ", then " + Orders.edit(opening) + " " + Orders.edit(source::getConnection) + " "
                    + Orders.edit(pool::getConnection) + " " + Orders.guards(before);
        }
    }

    private static String redeploy() throws Exception {
        List<WeakReference<ClassLoader>> dropped = new ArrayList<>();
        for (int i = 0; i < REDEPLOYS; i++) {
            War war = new War();
            war.edit();
            dropped.add(war.drop());
        }
        long held = REDEPLOYS;
        for (int tries = 0; tries < 100 && held > 2; tries++) {
            System.gc();
            Thread.sleep(20);
            held = dropped.stream().filter(loader -> loader.get() != null).count();
        }
        return held <= 2 ? "dropped" : "held " + held;
    }

    /** An application with a driver of its own, in a class loader of its own. */
    private static final class War {
        private final URLClassLoader loader;

        War() throws Exception {
            List<URL> places = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (entry.contains("hsqldb") || new File(entry).isDirectory()) {
                    places.add(new File(entry).toURI().toURL());
                }
            }
            loader = new URLClassLoader(places.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        }

        String edit() throws Exception {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                Class<?> deployed = loader.loadClass("com.example.legacy.DeployedApplication");
                return (String) ((Callable<?>) deployed.getDeclaredConstructor().newInstance()).call();
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        WeakReference<ClassLoader> drop() throws Exception {
            loader.close();
            return new WeakReference<>(loader);
        }
    }
}
