package io.noclobber.clients.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.noclobber.NoclobberDriver;
import io.noclobber.clients.framework.Client.Address;
import io.noclobber.clients.framework.Client.Edit;
import io.noclobber.conflict.ConcurrencyConflictException;
import io.noclobber.conformance.database.Database;
import io.noclobber.conformance.database.Engine;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two users of an application that knows nothing of noclobber edit one order. */
@ResourceLock("CLIENT_ORDERS")
abstract class ClientContract {
    static final String TABLE = "CLIENT_ORDERS";

    private Database database = Engine.HSQLDB_MVCC.database();

    /** The application, connected to {@code address}. */
    abstract Client open(Address address) throws Exception;

    private void create(Engine engine) throws SQLException {
        database = engine.database();
        run("CREATE TABLE " + TABLE
                + " (ID INT PRIMARY KEY, STATUS VARCHAR(20), AMOUNT INT, REVISION INT DEFAULT 0 NOT NULL)");
        run("INSERT INTO " + TABLE + " (ID, STATUS, AMOUNT) VALUES (1, 'new', 10)");
    }

    @AfterEach
    void dropTable() throws SQLException {
        run("DROP TABLE IF EXISTS " + TABLE);
    }

    private void run(String text) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    final String stored() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT STATUS FROM " + TABLE + " WHERE ID = 1")) {
            rows.next();
            return rows.getString(1);
        }
    }

    final Address guarded() {
        return new Address(
                NoclobberDriver.class.getName(), database.url("noclobber:"), database.user(), database.password());
    }

    private Address bare() throws SQLException {
        String driver = DriverManager.getDriver(database.url()).getClass().getName();
        return new Address(driver, database.url(), database.user(), database.password());
    }

    /** What is thrown to the application that would have overwritten the other's change. */
    void assertRefused(Throwable failure) {
        assertThat(Client.cause(failure, ConcurrencyConflictException.class))
                .as("cause of " + failure)
                .hasValueSatisfying(conflict ->
                        assertThat(conflict.getMessage()).contains("paid").contains("sent"));
    }

    @ParameterizedTest
    @EnumSource(names = {"HSQLDB_MVCC", "POSTGRESQL_18"})
    final void user_savingOverAnothersChange_isRefused(Engine engine) throws Exception {
        create(engine);
        try (Client client = open(guarded())) {
            try (Edit mine = client.read()) {
                assertThat(mine.status()).isEqualTo("new");
                try (Edit theirs = client.read()) {
                    theirs.save("paid");
                }
                assertRefused(catchThrowable(() -> mine.save("sent")));
            }
            assertThat(stored()).isEqualTo("paid");
            try (Edit again = client.read()) {
                assertThat(again.status()).isEqualTo("paid");
                again.save("sent");
            }
        }
        assertThat(stored()).isEqualTo("sent");
    }

    @ParameterizedTest
    @EnumSource(names = {"HSQLDB_MVCC", "POSTGRESQL_18"})
    final void users_oneAfterTheOther_getWhatTheBareDriverGives(Engine engine) throws Exception {
        create(engine);
        List<String> bare = work(bare());
        dropTable();
        create(engine);
        assertThat(work(guarded())).isEqualTo(bare);
    }

    private List<String> work(Address address) throws Exception {
        List<String> seen = new ArrayList<>();
        try (Client client = open(address)) {
            for (String status : List.of("packed", "paid", "sent", "sent")) {
                try (Edit edit = client.read()) {
                    seen.add(edit.status() + " -> " + status + ": " + edit.save(status));
                }
                seen.add(stored());
            }
        }
        return seen;
    }
}
