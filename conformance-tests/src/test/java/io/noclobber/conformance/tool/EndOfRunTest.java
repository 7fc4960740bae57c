package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Disguise;
import io.noclobber.conformance.database.PrefixedDriver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What is found stays found, whatever happens then. */
class EndOfRunTest {
    /** Lets the connection by which a database is asked whether it answers not be closed. */
    private static final class Sticky extends PrefixedDriver {
        Sticky() {
            super("jdbc:sticky:");
        }

        @Override
        protected Connection open(String rest, Properties properties) throws SQLException {
            Connection real = DriverManager.getConnection("jdbc:h2:mem:" + rest, properties);
            return Disguise.of(Connection.class, (proxy, method, arguments) -> {
                if (method.getName().equals("close")
                        && Thread.currentThread().getName().equals("end of connection")) {
                    real.close();
                    throw new SQLException("it sticks", "HY000");
                }
                return Disguise.call(real, method, arguments);
            });
        }
    }

    @Test
    void connectionThatDoesNotClose_leavesTheVerdict() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Sticky driver = new Sticky();
        DriverManager.registerDriver(driver);
        int code;
        try {
            code = Conformance.run(
                    new PrintWriter(out),
                    new PrintWriter(err),
                    "verify",
                    "--url",
                    "jdbc:sticky:end-of-run",
                    "--groups",
                    "deletes");
        } finally {
            DriverManager.deregisterDriver(driver);
        }

        assertThat(code).as(out + "\n" + err).isZero();
        assertThat(out.toString()).contains("conforms: ");
        assertThat(err.toString()).contains("Note: the connection does not close: ", "it sticks");
    }
}
