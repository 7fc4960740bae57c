package io.noclobber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noclobber.conflict.ConcurrencyConflictException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key that is set by a calendar of another time zone than that of the JVM names the row that the database says. */
class CalendarKeyTest {
    private static final String URL = "h2:mem:calendarkey;DB_CLOSE_DELAY=-1";
    private static final LocalDateTime KEY = LocalDateTime.parse("2024-06-01T14:20:30");

    private final TimeZone zone = TimeZone.getDefault();
    private Connection bare;
    private Connection guarded;

    @BeforeEach
    void open() throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        bare = DriverManager.getConnection("jdbc:" + URL);
        run(bare, "CREATE TABLE T (AT TIMESTAMP PRIMARY KEY, STATUS VARCHAR(9))");
        run(bare, "INSERT INTO T VALUES ('2024-06-01 14:20:30', 'open'), ('2024-06-01 10:20:30', 'closed')");
        guarded = DriverManager.getConnection("jdbc:noclobber:" + URL);
        try (Statement statement = guarded.createStatement();
                ResultSet rows = statement.executeQuery("SELECT AT, STATUS FROM T")) {
            for (int row = 0; row < 2; row++) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    @AfterEach
    void close() throws SQLException {
        TimeZone.setDefault(zone);
        guarded.close();
        run(bare, "SHUTDOWN");
        bare.close();
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private int write() throws SQLException {
        try (PreparedStatement update = guarded.prepareStatement("UPDATE T SET STATUS = 'mine' WHERE AT = ?")) {
            update.setTimestamp(
                    1,
                    Timestamp.from(KEY.toInstant(ZoneOffset.UTC)),
                    Calendar.getInstance(TimeZone.getTimeZone("UTC")));
            return update.executeUpdate();
        }
    }

    @Test
    void unchangedRow_isWritten() throws SQLException {
        assertThat(write()).isOne();
    }

    @Test
    void changedRow_isRefused() throws SQLException {
        run(bare, "UPDATE T SET STATUS = 'closed'");

        assertThatThrownBy(this::write).isInstanceOf(ConcurrencyConflictException.class);
    }
}
