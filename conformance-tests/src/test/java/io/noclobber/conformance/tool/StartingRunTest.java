package io.noclobber.conformance.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noclobber.conformance.database.Disguise;
import io.noclobber.conformance.database.PrefixedDriver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A run that makes its first table at the moment at which somebody cleans up. */
class StartingRunTest {
    private static final String FIRST = "noclobber_a1x6o_ours_0";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Makes the table of a run that begins just after the tables were listed for the first time. */
    private static final class Beginning extends PrefixedDriver {
        private final AtomicBoolean begun = new AtomicBoolean();

        Beginning() {
            super("jdbc:beginning:");
        }

        @Override
        protected Connection open(String rest, Properties properties) throws SQLException {
            Connection real = DriverManager.getConnection("jdbc:" + rest, properties);
            return Disguise.of(Connection.class, (proxy, method, arguments) -> {
                Object answer = Disguise.call(real, method, arguments);
                return answer instanceof DatabaseMetaData metaData ? beginning(metaData) : answer;
            });
        }

        private DatabaseMetaData beginning(DatabaseMetaData real) {
            return Disguise.of(DatabaseMetaData.class, (proxy, method, arguments) -> {
                Object answer = Disguise.call(real, method, arguments);
                if (method.getName().equals("getTables") && begun.compareAndSet(false, true)) {
                    try (Statement statement = real.getConnection().createStatement()) {
                        statement.execute("CREATE TABLE " + FIRST + " (id INT)");
                    }
                }
                return answer;
            });
        }
    }

    private int clean(String url) throws SQLException {
        Beginning driver = new Beginning();
        DriverManager.registerDriver(driver);
        try {
            return Conformance.run(new PrintWriter(out), new PrintWriter(err), "clean", "--url", url);
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }

    @Test
    void firstTable_isNotTakenForALeftover() throws SQLException {
        try (Connection keeper = DriverManager.getConnection("jdbc:h2:mem:beginning");
                Statement statement = keeper.createStatement()) {
            assertThat(clean("jdbc:beginning:h2:mem:beginning"))
                    .as(err.toString())
                    .isZero();

            assertThat(out.toString()).contains("0 dropped, 0 left.");
            statement.execute("SELECT * FROM " + FIRST);
        }
    }

    @Test
    void leftoverBesideIt_isLeftAsWell() throws SQLException {
        String leftover = "noclobber_a1x6o_orders_17";
        try (Connection keeper = DriverManager.getConnection("jdbc:h2:mem:beside");
                Statement statement = keeper.createStatement()) {
            statement.execute("CREATE TABLE " + leftover + " (id INT)");
            assertThat(clean("jdbc:beginning:h2:mem:beside")).isEqualTo(2);

            assertThat(err.toString()).contains("A run of verify is at work there", "nothing was dropped");
            statement.execute("SELECT * FROM " + leftover);
            statement.execute("SELECT * FROM " + FIRST);
        }
    }
}
