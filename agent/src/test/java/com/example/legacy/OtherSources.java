package com.example.legacy;

import java.lang.reflect.Method;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;

/** Opens connections by each way of drivers whose database does not answer, and prints what comes of it. */
public final class OtherSources {
    private static final String NOBODY = "127.0.0.1";
    /** Nothing listens there. */
    private static final int PORT = 9;

    private OtherSources() {}

    /** The names of classes, of data sources and drivers. */
    public static void main(String[] names) throws Exception {
        for (String name : names) {
            Object opens = Class.forName(name).getDeclaredConstructor().newInstance();
            System.out.println(name + " " + outcome(opens));
        }
    }

    private static String outcome(Object opens) throws Exception {
        try {
            open(opens);
            return "open";
        } catch (SQLException refused) {
            return refused.getClass().getName() + " " + refused.getSQLState() + " " + refused.getErrorCode();
        }
    }

    private static void open(Object opens) throws Exception {
        if (opens instanceof Driver) {
            boolean oracle = ((Driver) opens).acceptsURL("jdbc:oracle:thin:@");
            ((Driver) opens)
                    .connect(
                            oracle
                                    ? "jdbc:oracle:thin:@" + NOBODY + ":" + PORT + ":none"
                                    : "jdbc:sqlserver://" + NOBODY + ":" + PORT,
                            new Properties());
            return;
        }
        set(opens, "setServerName", String.class, NOBODY);
        set(opens, "setPortNumber", int.class, PORT);
        set(opens, "setDatabaseName", String.class, "none");
        set(opens, "setDriverType", String.class, "thin");
        if (opens instanceof XADataSource) {
            ((XADataSource) opens).getXAConnection("nobody", "none");
        } else if (opens instanceof ConnectionPoolDataSource) {
            ((ConnectionPoolDataSource) opens).getPooledConnection("nobody", "none");
        } else {
            ((DataSource) opens).getConnection("nobody", "none");
        }
    }

    private static void set(Object source, String setter, Class<?> type, Object value) throws Exception {
        for (Method method : source.getClass().getMethods()) {
            if (method.getName().equals(setter) && method.getParameterTypes()[0] == type) {
                method.invoke(source, value);
            }
        }
    }
}
